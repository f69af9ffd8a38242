/** The list of roles, with the number of their permissions and users. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { Ago } from '../../../ui/ago.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { type RoleRow, rolesDocument } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function RolesPage() {
  const { roles: words, matrix } = useWords();
  const may = useMay();
  const list = useListState(byName);
  const variables = { ...list.variables, readsUsers: may('READ_USER') };
  const query = useQuery({
    queryKey: ['roles', variables],
    queryFn: async () => (await send(rolesDocument, variables)).roles,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        <>
          <LinkButton href="/admin/roles/matrix">{matrix.title}</LinkButton>
          {may('CREATE_ROLE') && (
            <LinkButton href="/admin/roles/new" look="primary">
              {words.create}
            </LinkButton>
          )}
        </>
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<RoleRow>[] {
  const { roles: words, permissions } = useWords();
  const readsUsers = useMay()('READ_USER');
  const columns: (DataColumn<RoleRow> | false)[] = [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name }) => (
        <Link href={`/admin/roles/${id}`} className="row-link">
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    {
      id: 'permissions',
      label: words.columns.permissions,
      cell: ({ applied_permissions }) => permissions.count(applied_permissions.length),
    },
    readsUsers && {
      id: 'users',
      label: words.columns.users,
      cell: ({ id, users }) => (
        <Link href={`/admin/users?role=${id}`}>{words.users(users?.page_info.total_count ?? 0)}</Link>
      ),
    },
    {
      id: 'changed',
      label: words.columns.changed,
      attribute: 'updated_at',
      cell: ({ updated_at }) => <Ago at={updated_at} />,
    },
  ];
  return columns.filter((column) => column !== false);
}
