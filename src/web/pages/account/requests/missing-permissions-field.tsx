/** The field that offers the permissions that an account or a token lacks. */
import type { ReactNode } from 'react';
import type { Permission } from '../../../api/documents.ts';
import { useMe } from '../../../api/session.tsx';
import { useCatalog } from '../../../features/permissions/catalog.ts';
import { nothing } from '../../../features/permissions/picked.ts';
import { PermissionPicker } from '../../../features/permissions/picker.tsx';
import { useReach } from '../../../features/reach/reach.ts';
import { Waiting } from '../../../ui/waiting.tsx';
import { useWords } from '../../../words/words.tsx';

interface MissingPermissionsFieldProps {
  /** Null: the account. */
  tokenId: string | null;
  value: ReadonlySet<Permission>;
  onChange: (permissions: ReadonlySet<Permission>) => void;
  error: ReactNode;
}

export function MissingPermissionsField({ tokenId, value, onChange, error }: MissingPermissionsFieldProps) {
  const words = useWords().requests;
  const me = useMe();
  const { data: catalog } = useCatalog();
  const reach = useReach(tokenId === null ? null : { personal_access_token_id: tokenId });
  const held = tokenId === null ? me.effective_permissions : reach.data?.permissions;
  if (!catalog || !held) return <Waiting />;
  const missing = catalog.permissions.filter(({ name }) => !held.includes(name));
  if (missing.length === 0) return <p className="note">{words.nothingLacked}</p>;
  return (
    <div className="field">
      <span className="field-label">{words.columns.permissions}</span>
      <PermissionPicker
        label={words.columns.permissions}
        catalog={{ ...catalog, permissions: missing }}
        picked={{ ...nothing, permissions: value }}
        onChange={({ permissions }) => onChange(permissions)}
        error={error}
      />
    </div>
  );
}
