/** The list of permission sets. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { type PermissionSet, setsDocument } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function PermissionSetsPage() {
  const words = useWords().permissionSets;
  const list = useListState(byName);
  const query = useQuery({
    queryKey: ['permission sets', list.variables],
    queryFn: async () => (await send(setsDocument, list.variables)).permission_sets,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        <LinkButton href="/admin/permission-sets/new" look="primary">
          {words.create}
        </LinkButton>
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<PermissionSet>[] {
  const { permissionSets: words, permissions } = useWords();
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name, description }) => (
        <>
          <Link href={`/admin/permission-sets/${id}`} className="row-link">
            <bdi>{name}</bdi>
          </Link>
          <bdi className="minor">{description}</bdi>
        </>
      ),
    },
    {
      id: 'permissions',
      label: words.columns.permissions,
      cell: ({ permissions: held }) => permissions.count(held.length),
    },
    {
      id: 'changed',
      label: words.columns.changed,
      attribute: 'updated_at',
      cell: ({ built_in, updated_at }) =>
        built_in ? <span className="badge">{words.builtIn}</span> : <Ago at={updated_at} />,
    },
  ];
}
