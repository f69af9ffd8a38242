/** Everybody's requests for access, those that wait first: granted for some hours or for ever, declined, taken back. */
import '../requests/requests.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { IconButton } from '../controls/button.tsx';
import { DataTable } from '../controls/data-table.tsx';
import { RefreshIcon } from '../controls/icons.tsx';
import { useListState } from '../controls/list-state.ts';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { SearchBox } from '../controls/search-box.tsx';
import { Choice } from '../controls/select.tsx';
import { useMay } from '../session.tsx';
import { Page } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { Acts } from './acts.tsx';
import { useColumns } from './columns.tsx';
import { DeclineDialog, EndDialog } from './decline.tsx';
import { type Request, requestsDocument, type State } from './documents.ts';
import { GrantDialog } from './grant.tsx';

const filters = ['PENDING', 'GRANTED', 'DECLINED', 'EXPIRED', 'ENDED', 'all'] as const;
const oldestFirst = { order: { attribute: 'created_at', direction: 'ASC' }, filter: 'PENDING' } as const;

export type Decision = 'grant' | 'decline' | 'end';
const dialogs = { grant: GrantDialog, decline: DeclineDialog, end: EndDialog };

export default function AccessRequestsPage() {
  const { accessRequests: words, requests, general } = useWords();
  const readsUsers = useMay()('READ_USER');
  const list = useListState<State | 'all'>(oldestFirst);
  const [deciding, setDeciding] = useState<{ request: Request; decision: Decision }>();
  const variables = { ...list.variables, state: list.filter === 'all' ? null : list.filter, readsUsers };
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['requests', 'of all', variables],
    queryFn: async () => (await ask(requestsDocument, variables)).access_requests,
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  const Dialog = deciding && dialogs[deciding.decision];
  return (
    <Page title={words.title} intro={words.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      <div className="toolbar">
        <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />
        <Choice
          label={requests.filter}
          value={list.filter}
          options={filters.map((value) => ({ value, label: requests.states[value] }))}
          onChange={list.setFilter}
        />
        <IconButton label={general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
          <RefreshIcon />
        </IconButton>
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : data?.entities.filter((request) => request !== null)}
        total={data?.page_info.total_count}
        list={list}
        actions={(request) => <Acts request={request} decide={(decision) => setDeciding({ request, decision })} />}
      />
      {deciding && Dialog && <Dialog request={deciding.request} close={() => setDeciding(undefined)} />}
    </Page>
  );
}
