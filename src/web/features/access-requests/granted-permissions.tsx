/** The permissions that were granted to a user on request, by the time of their end. Nothing if there are none. */
import './granted-permissions.css';
import { useFormats, useWords } from '../../words/words.tsx';
import { PermissionList } from '../permissions/permission-list.tsx';
import { useAccountGrants, useSeesGrants } from './account-grants.ts';

export function GrantedPermissions({ userId }: { userId: string }) {
  const words = useWords().requests.granted;
  const formats = useFormats();
  const sees = useSeesGrants()(userId);
  const { data } = useAccountGrants(userId);
  if (!sees || !data) return null;
  return (
    <>
      {data.rows.map(({ id, permissions, expires_at }) => (
        <section key={id} className="granted">
          <p>{expires_at === null ? words.ever : words.until(<b>{formats.instant(expires_at)}</b>)}</p>
          <PermissionList permissions={permissions} />
        </section>
      ))}
    </>
  );
}
