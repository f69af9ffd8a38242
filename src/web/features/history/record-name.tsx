/** A record by its name, with a link to its page; by its id if the user may not see the name or it was deleted. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { graphql, type Permission } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';

const nameDocument = graphql(`
  query RecordName(
    $id: Int64Bit!
    $user: Boolean!
    $role: Boolean!
    $token: Boolean!
    $project: Boolean!
    $set: Boolean!
  ) {
    users(id: $id) @include(if: $user) {
      entities {
        name
      }
    }
    roles(id: $id) @include(if: $role) {
      entities {
        name
      }
    }
    all_personal_access_tokens(id: $id) @include(if: $token) {
      entities {
        name
      }
    }
    projects(id: $id) @include(if: $project) {
      entities {
        name
      }
    }
    permission_sets(id: $id) @include(if: $set) {
      entities {
        name
      }
    }
  }
`);

export type Kind = 'user' | 'role' | 'token' | 'project' | 'set';

const of: Record<Kind, { page: string; permission: Permission | null }> = {
  user: { page: '/admin/users', permission: 'READ_USER' },
  role: { page: '/admin/roles', permission: 'READ_ROLE' },
  token: { page: '/admin/tokens', permission: 'READ_PERSONAL_ACCESS_TOKEN' },
  project: { page: '/admin/projects', permission: 'READ_PROJECT' },
  set: { page: '/admin/permission-sets', permission: null },
};

export function RecordName({ kind, id }: { kind: Kind; id: string }) {
  const { page, permission } = of[kind];
  const may = useMay();
  const mayRead = permission === null || may(permission);
  const { data: name } = useQuery({
    enabled: mayRead,
    queryKey: ['name of', kind, id],
    staleTime: 60_000,
    queryFn: async () => {
      const is = (one: Kind) => one === kind;
      const all = { user: is('user'), role: is('role'), token: is('token'), project: is('project'), set: is('set') };
      const found = Object.values(await send(nameDocument, { id, ...all }));
      return found.find((list) => list)?.entities[0]?.name ?? null;
    },
  });
  return mayRead ? (
    <Link href={`${page}/${id}`}>
      <bdi>{name ?? id}</bdi>
    </Link>
  ) : (
    <bdi>{id}</bdi>
  );
}
