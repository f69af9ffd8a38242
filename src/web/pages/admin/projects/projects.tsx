/** The list of projects. */
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
import { type ProjectRow, projectsDocument } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function ProjectsPage() {
  const words = useWords().projects;
  const may = useMay();
  const list = useListState(byName);
  const query = useQuery({
    queryKey: ['projects', 'list', list.variables],
    queryFn: async () => (await send(projectsDocument, list.variables)).projects,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        may('PROVISION_PROJECT') && (
          <LinkButton href="/admin/projects/new" look="primary">
            {words.create}
          </LinkButton>
        )
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<ProjectRow>[] {
  const words = useWords().projects;
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name }) => (
        <Link href={`/admin/projects/${id}`} className="row-link">
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { id: 'key', label: words.columns.key, attribute: 'key', cell: ({ key }) => <code>{key}</code> },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <Ago at={created_at} />,
    },
  ];
}
