/** The projects one sees. */
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
import { type ProjectRow, projectsDocument } from './documents.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function ProjectsPage() {
  const words = useWords().projects;
  const may = useMay();
  const list = useListState(byName);
  const { data, error, refetch } = useQuery({
    queryKey: ['projects', 'list', list.variables],
    queryFn: () => ask(projectsDocument, list.variables),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        may('PROVISION_PROJECT') && (
          <LinkButton href="/admin/projects/new" look="primary">
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
        items={error ? [] : data?.projects?.entities.filter((project) => project !== null)}
        total={data?.projects?.page_info.total_count}
        list={list}
      />
    </Page>
  );
}

function useColumns(): DataColumn<ProjectRow>[] {
  const words = useWords().projects;
  const formats = useFormats();
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
      cell: ({ created_at }) => <span className="day">{formats.day(created_at)}</span>,
    },
  ];
}
