/** One role: its permissions, its reach, its users, and the history. */
import { Link } from 'react-aria-components';
import { useMay } from '../../../api/session.tsx';
import { History } from '../../../features/history/history.tsx';
import { Notes } from '../../../features/notes/notes.tsx';
import { StickyNotes } from '../../../features/notes/sticky-notes.tsx';
import { PermissionList } from '../../../features/permissions/permission-list.tsx';
import { HeldOnProjects } from '../../../features/project-grants/held-on-projects.tsx';
import { Affected } from '../../../ui/affected.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { DeleteButton } from '../../../ui/delete-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/section.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { deleteDocument, type Role } from './documents.ts';
import { LoadedRole } from './loaded-role.tsx';
import { RoleReach } from './role-reach.tsx';

export default function RolePage() {
  return <LoadedRole>{(role) => <OneRolePage key={role.id} role={role} />}</LoadedRole>;
}

function OneRolePage({ role }: { role: Role }) {
  const words = useWords().roles;
  return (
    <Page title={isolated(role.name)} actions={<Acts role={role} />}>
      <StickyNotes on={{ type: 'Role', id: role.id }} />
      <Section title={words.permissions}>
        <div className="card">
          {role.applied_permissions.length === 0 && <p className="soft">{words.nothing}</p>}
          <PermissionList permissions={role.applied_permissions} />
        </div>
      </Section>
      <HeldOnProjects kind="role" id={role.id} />
      <RoleReach role={role} />
      <WhoHasIt role={role} />
      <Notes on={{ type: 'Role', id: role.id }} />
      <History type="Role" id={role.id} />
    </Page>
  );
}

/** Nothing for users who may not read users. */
function WhoHasIt({ role: { id, users } }: { role: Role }) {
  const words = useWords().roles;
  if (!users) return null;
  const total = users.page_info.total_count;
  return (
    <Section
      title={words.whoHasIt}
      actions={total > 0 && <Link href={`/admin/users?role=${id}`}>{words.allUsers(total)}</Link>}
    >
      <div className="card">
        {total === 0 && <p className="soft">{words.nobody}</p>}
        <ul className="people">
          {users.entities
            .filter((user) => user !== null)
            .map(({ id, name, username, enabled }) => (
              <li key={id}>
                <Link href={`/admin/users/${id}`} className="row-link">
                  <bdi>{name}</bdi>
                </Link>
                <bdi className="minor">{username}</bdi>
                {!enabled && <span className="badge">{words.disabled}</span>}
              </li>
            ))}
        </ul>
      </div>
    </Section>
  );
}

function Acts({ role }: { role: Role }) {
  const words = useWords().roles;
  const may = useMay();
  const users = role.users?.page_info.total_count;
  return (
    <>
      {may('UPDATE_ROLE') && <LinkButton href={`/admin/roles/${role.id}/edit`}>{words.edit}</LinkButton>}
      {may('DELETE_ROLE') && (
        <DeleteButton
          entity={role}
          words={words}
          document={deleteDocument}
          list="/admin/roles"
          readAgain={['roles']}
          affected={<Affected sentences={[users !== undefined && words.haveIt(users)]} />}
        />
      )}
    </>
  );
}
