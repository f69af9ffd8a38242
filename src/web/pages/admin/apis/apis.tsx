/** The list of APIs. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { apisDocument, type ListedApi } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function ApisPage() {
  const words = useWords().apis;
  const list = useListState(byName);
  const query = useQuery({
    queryKey: ['apis', 'list', list.variables],
    queryFn: async () => (await send(apisDocument, list.variables)).apis,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        <LinkButton href="/admin/apis/new" look="primary">
          {words.create}
        </LinkButton>
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<ListedApi>[] {
  const words = useWords().apis;
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name, description }) => (
        <>
          <Link href={`/admin/apis/${id}`} className="row-link">
            <code>{name}</code>
          </Link>
          {description && <bdi className="minor">{description}</bdi>}
        </>
      ),
    },
    {
      id: 'operations',
      label: words.columns.operations,
      cell: ({ operations }) => operations.page_info.total_count,
    },
    {
      id: 'changed',
      label: words.columns.changed,
      attribute: 'updated_at',
      cell: ({ updated_at }) => <Ago at={updated_at} />,
    },
  ];
}
