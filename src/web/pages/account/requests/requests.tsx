/** What one asked for: whether it waits, holds or was declined, and the way to take it back. */
import '../../../features/access-requests/columns.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { useMe } from '../../../api/session.tsx';
import { IconButton, LinkButton } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { RefreshIcon } from '../../../ui/icons.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useWords } from '../../../words/words.tsx';
import { Message, Page } from '../../shell.tsx';
import { useColumns } from './columns.tsx';
import { requestsDocument, type State } from './documents.ts';

const filters = ['all', 'PENDING', 'GRANTED', 'DECLINED', 'EXPIRED', 'ENDED'] as const;

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'all' } as const;

export default function RequestsPage() {
  const words = useWords();
  const { id } = useMe();
  const list = useListState<'all' | State>(newestFirst);
  const { paginator, sorter } = list.variables;
  const state = list.filter === 'all' ? null : list.filter;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['requests', list.variables, state],
    queryFn: async () => (await ask(requestsDocument, { user_id: id, paginator, sorter, state })).access_requests,
    placeholderData: keepPreviousData,
  });
  const total = data?.page_info.total_count;
  const columns = useColumns();
  return (
    <Page
      title={words.requests.title}
      intro={words.requests.intro}
      actions={
        <LinkButton href="/account/requests/new" look="primary">
          {words.requests.ask}
        </LinkButton>
      }
    >
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {total === 0 && list.filter === 'all' ? (
        <Message title={words.requests.empty.title} text={words.requests.empty.text} />
      ) : (
        <>
          <div className="toolbar">
            <Choice
              label={words.requests.filter}
              value={list.filter}
              options={filters.map((value) => ({ value, label: words.requests.states[value] }))}
              onChange={list.setFilter}
            />
            <IconButton label={words.general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
              <RefreshIcon />
            </IconButton>
          </div>
          <DataTable
            label={words.requests.title}
            columns={columns}
            items={error ? [] : data?.entities.filter((request) => request !== null)}
            total={total}
            list={list}
          />
        </>
      )}
    </Page>
  );
}
