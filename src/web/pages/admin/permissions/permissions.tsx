/** The list of custom permissions. */
import '../../../features/permissions/permission-list.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { WarningIcon } from '../../../ui/icons.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { type CustomPermission, permissionsDocument } from './documents.ts';
import { key, useCounts } from './queries.ts';

const byName = { order: { attribute: 'name', direction: 'ASC' }, filter: 'all' } as const;

export default function CustomPermissionsPage() {
  const words = useWords().customPermissions;
  const list = useListState(byName);
  const query = useQuery({
    queryKey: [key, list.variables],
    queryFn: async () => (await send(permissionsDocument, list.variables)).custom_permissions,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        <LinkButton href="/admin/permissions/new" look="primary">
          {words.create}
        </LinkButton>
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<CustomPermission>[] {
  const words = useWords().customPermissions;
  const counts = useCounts();
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      wraps: true,
      cell: ({ id, name, description, warning, retired_at }) => (
        <>
          <Link href={`/admin/permissions/${id}`} className="row-link">
            <code>{name}</code>
          </Link>{' '}
          {retired_at && <span className="badge">{words.retired}</span>}
          <bdi className="minor">{description}</bdi>
          {warning && (
            <span className="permission-warning">
              <WarningIcon /> <bdi>{warning}</bdi>
            </span>
          )}
        </>
      ),
    },
    {
      id: 'group',
      label: words.columns.group,
      attribute: 'group',
      cell: ({ group }) => <bdi>{group}</bdi>,
    },
    {
      id: 'uses',
      label: words.columns.uses,
      cell: ({ name }) => counts && words.counts(counts(name)),
    },
    {
      id: 'changed',
      label: words.columns.changed,
      attribute: 'updated_at',
      cell: ({ updated_at }) => <Ago at={updated_at} />,
    },
  ];
}
