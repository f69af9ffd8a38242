/** Everybody with an account: who they are, their role, and whether they can sign in. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { IconButton, LinkButton } from '../controls/button.tsx';
import { DataTable } from '../controls/data-table.tsx';
import { Finder } from '../controls/finder.tsx';
import { RefreshIcon } from '../controls/icons.tsx';
import { useListState } from '../controls/list-state.ts';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { SearchBox } from '../controls/search-box.tsx';
import { Choice } from '../controls/select.tsx';
import { findRoles, useRole } from '../roles/finding.ts';
import { useMay } from '../session.tsx';
import { Page } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { useColumns } from './columns.tsx';
import { usersDocument } from './documents.ts';
import { type Filter, filters, narrowing } from './states.ts';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'all' } as const;

export default function UsersPage() {
  const { users: words, general } = useWords();
  const may = useMay();
  const list = useListState<Filter>(newestFirst);
  const readsRoles = may('READ_ROLE');
  const role = useRole(list.get('role'));
  const variables = {
    ...list.variables,
    ...narrowing(list.filter),
    role_id: list.get('role') ?? null,
    readsRoles,
  };
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['users', variables],
    queryFn: () => ask(usersDocument, variables),
    placeholderData: keepPreviousData,
  });
  const users = data?.users?.entities?.filter((user) => user !== null);
  const columns = useColumns();

  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        may('CREATE_USER') && (
          <LinkButton href="/admin/users/new" look="primary">
            {words.create}
          </LinkButton>
        )
      }
    >
      {error && <RefusalNote refusal={error} retry={refetch} />}
      <div className="toolbar">
        <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />
        <Choice
          label={words.filter.label}
          value={list.filter}
          options={filters.map((value) => ({ value, label: words.filter[value] }))}
          onChange={list.setFilter}
        />
        {readsRoles && (
          <Finder
            label={words.columns.role}
            none={words.anyRole}
            kind="roles"
            find={findRoles}
            value={role}
            onChange={(found) => list.set({ role: found?.id })}
          />
        )}
        <IconButton label={general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
          <RefreshIcon />
        </IconButton>
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : users}
        total={data?.users?.page_info.total_count}
        list={list}
      />
    </Page>
  );
}
