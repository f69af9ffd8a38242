/** The field that offers the permissions that an account or a token lacks. */
import type { ReactNode } from 'react';
import type { Permission } from '../../../api/documents.ts';
import { useMe } from '../../../api/session.tsx';
import { useCatalog } from '../../../features/permissions/catalog.ts';
import { PermissionTree } from '../../../features/permissions/permission-tree.tsx';
import { nothing } from '../../../features/permissions/selection.ts';
import { useReach } from '../../../features/reach/reach.ts';
import { Loading } from '../../../ui/loading.tsx';
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
  if (!catalog || !held) return <Loading />;
  const missing = catalog.permissions.filter(({ name, retired }) => !held.includes(name) && !retired);
  if (missing.length === 0) return <p className="callout">{words.nothingLacked}</p>;
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <span className="field-label">{words.columns.permissions}</span>
      <PermissionTree
        label={words.columns.permissions}
        catalog={{ ...catalog, permissions: missing }}
        selection={{ ...nothing, permissions: value }}
        onChange={({ permissions }) => onChange(permissions)}
        error={error}
      />
    </div>
  );
}
