/** The user's own role and permissions. */
import { PermissionList } from '../../features/permissions/permission-list.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';

export function MayDo({ account: { super_admin, role, effective_permissions } }: { account: Account }) {
  const words = useWords().account.mayDo;
  if (super_admin) return <p>{words.superAdmin}</p>;
  return (
    <>
      {role && <p>{words.role(isolated(role.name))}</p>}
      {effective_permissions.length === 0 && <p>{words.nothing}</p>}
      <PermissionList permissions={effective_permissions} />
      <LinkButton href="/account/requests/new">{words.request}</LinkButton>
    </>
  );
}
