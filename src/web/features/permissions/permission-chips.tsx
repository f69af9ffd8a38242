/** Permissions in a row, by name alone. */
import './permission-chips.css';
import type { Permission } from '../../api/documents.ts';

export const PermissionChips = ({ permissions }: { permissions: readonly Permission[] }) => (
  <ul className="chips">
    {permissions.map((permission) => (
      <li key={permission}>
        <code className="chip">{permission}</code>
      </li>
    ))}
  </ul>
);
