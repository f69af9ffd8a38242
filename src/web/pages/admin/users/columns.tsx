/** The columns of the list of users. */
import { Link } from 'react-aria-components';
import { useMay } from '../../../api/session.tsx';
import { Ago } from '../../../ui/ago.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { useWords } from '../../../words/words.tsx';
import type { User } from './documents.ts';
import { looks, stateOf } from './states.ts';

export function useColumns(): DataColumn<User>[] {
  const { users: words } = useWords();
  const may = useMay();
  const columns: (DataColumn<User> | false)[] = [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: (user) => (
        <>
          <Link href={`/admin/users/${user.id}`} className="row-link">
            <bdi>{user.name}</bdi>
          </Link>{' '}
          <Kind user={user} />
        </>
      ),
    },
    {
      id: 'username',
      label: words.fields.username,
      attribute: 'username',
      cell: ({ username }) => <bdi>{username}</bdi>,
    },
    {
      id: 'email',
      isMinor: true,
      label: words.columns.email,
      attribute: 'email_address',
      cell: ({ email_address }) => <bdi>{email_address}</bdi>,
    },
    may('READ_ROLE') && {
      id: 'role',
      label: words.columns.role,
      cell: (user) => <Role user={user} />,
    },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      isMinor: true,
      cell: ({ created_at }) => <Ago at={created_at} />,
    },
    {
      id: 'state',
      label: words.columns.state,
      attribute: 'enabled',
      cell: (user) => <State user={user} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

function Role({ user: { role } }: { user: User }) {
  const { users: words } = useWords();
  if (!role) return <span className="soft">{words.noRole}</span>;
  return (
    <Link href={`/admin/roles/${role.id}`}>
      <bdi>{role.name}</bdi>
    </Link>
  );
}

/** The state, and whether the user is a super admin or a service account. */
export const Badges = ({ user }: { user: User }) => (
  <span className="badges">
    <State user={user} />
    <Kind user={user} />
  </span>
);

function State({ user }: { user: User }) {
  const words = useWords().users;
  const state = stateOf(user);
  return <span className={`badge ${looks[state]}`}>{words.states[state]}</span>;
}

function Kind({ user: { super_admin, service_account } }: { user: User }) {
  const words = useWords().users;
  return (
    <>
      {super_admin && <span className="badge">{words.superAdmin}</span>}
      {service_account && <span className="badge">{words.serviceAccount}</span>}
    </>
  );
}
