/** Every role: how much it may do, and how many are in it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { ask } from '../api/ask.ts';
import { LinkButton } from '../controls/button.tsx';
import { type DataColumn, DataTable } from '../controls/data-table.tsx';
import { useListState } from '../controls/list-state.ts';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { SearchBox } from '../controls/search-box.tsx';
import { useMay } from '../session.tsx';
import { Page } from '../shell.tsx';
import { useFormats, useWords } from '../words/words.tsx';
import { type RoleRow, rolesDocument } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function RolesPage() {
  const words = useWords().roles;
  const may = useMay();
  const list = useListState(byName);
  const variables = { ...list.variables, readsUsers: may('READ_USER') };
  const { data, error, refetch } = useQuery({
    queryKey: ['roles', variables],
    queryFn: () => ask(rolesDocument, variables),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        may('CREATE_ROLE') && (
          <LinkButton href="/admin/roles/new" look="primary">
            {words.create}
          </LinkButton>
        )
      }
    >
      {error && <RefusalNote refusal={error} retry={refetch} />}
      <div className="toolbar">
        <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : data?.roles?.entities.filter((role) => role !== null)}
        total={data?.roles?.page_info.total_count}
        list={list}
      />
    </Page>
  );
}

function useColumns(): DataColumn<RoleRow>[] {
  const { roles: words, permissions } = useWords();
  const formats = useFormats();
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
      id: 'may',
      label: words.columns.may,
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
      cell: ({ updated_at }) => <span title={formats.instant(updated_at)}>{formats.distance(updated_at)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}
