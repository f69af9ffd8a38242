/** The user's own role and permissions. */
import { untilOf, useAccountGrants } from '../../features/access-requests/account-grants.ts';
import { GrantedPermissions } from '../../features/access-requests/granted-permissions.tsx';
import { PermissionList } from '../../features/permissions/permission-list.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';

export function MayDo({ account: { id, super_admin, role, effective_permissions } }: { account: Account }) {
  const words = useWords().account.mayDo;
  const grants = useAccountGrants(id);
  const granted = untilOf(grants.data?.rows ?? []);
  if (super_admin) return <p>{words.superAdmin}</p>;
  // Without READ_ROLE, what was granted is not listed a second time as if the role had it, too.
  const lasting = effective_permissions.filter(
    (name) => !granted.has(name) || role?.applied_permissions.includes(name),
  );
  return (
    <>
      {role && <p>{words.role(isolated(role.name))}</p>}
      {effective_permissions.length === 0 && <p>{words.nothing}</p>}
      <PermissionList permissions={lasting} />
      <GrantedPermissions userId={id} />
      <LinkButton href="/account/requests/new">{words.request}</LinkButton>
    </>
  );
}
