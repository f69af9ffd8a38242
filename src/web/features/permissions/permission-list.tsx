/** Permissions in their groups, each with what it allows and the risk of giving it. */
import './permission-list.css';
import type { Permission } from '../../api/documents.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useWords } from '../../words/words.tsx';
import { useCatalog } from './catalog.ts';

export function PermissionList({ permissions }: { permissions: readonly Permission[] }) {
  const { server } = useWords();
  const { data: catalog } = useCatalog();
  if (!catalog) return <Loading />;
  const held = catalog.permissions.filter(({ name }) => permissions.includes(name));
  const groups = [...new Set(held.map(({ group }) => group))];
  return (
    <div className="permission-list">
      {groups.map((group) => (
        <div key={group}>
          <h3>
            <bdi>{server.group(group)}</bdi>
          </h3>
          <ul>
            {held
              .filter((info) => info.group === group)
              .map(({ name, title, description, warning }) => (
                <li key={name}>
                  <bdi>{title}</bdi> <code className="soft">{name}</code>
                  <bdi className="minor">{description}</bdi>
                  {warning && (
                    <span className="permission-warning">
                      <WarningIcon /> <bdi>{warning}</bdi>
                    </span>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
