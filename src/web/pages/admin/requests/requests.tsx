/** Everybody's requests for access, those that wait first: granted for some hours or for ever, declined, taken back. */
import '../../../features/access-requests/columns.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { useMay } from '../../../api/session.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { type Request, requestsDocument, type State } from './documents.ts';
import { DeclineDialog, EndDialog } from './end-dialogs.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { Acts } from './request-menu.tsx';

const filters = ['PENDING', 'GRANTED', 'DECLINED', 'EXPIRED', 'ENDED', 'all'] as const;
const oldestFirst = { order: { attribute: 'created_at', direction: 'ASC' }, filter: 'PENDING' } as const;

export type Decision = 'grant' | 'decline' | 'end';
const dialogs = { grant: GrantDialog, decline: DeclineDialog, end: EndDialog };

export default function AccessRequestsPage() {
  const { accessRequests: words, requests } = useWords();
  const readsUsers = useMay()('READ_USER');
  const list = useListState<State | 'all'>(oldestFirst);
  const [deciding, setDeciding] = useState<{ request: Request; decision: Decision }>();
  const variables = { ...list.variables, state: list.filter === 'all' ? null : list.filter, readsUsers };
  const query = useQuery({
    queryKey: ['requests', 'of all', variables],
    queryFn: async () => (await ask(requestsDocument, variables)).access_requests,
    placeholderData: keepPreviousData,
  });
  const Dialog = deciding && dialogs[deciding.decision];
  return (
    <ListPage
      words={words}
      narrowing={
        <Choice
          label={requests.filter}
          value={list.filter}
          options={filters.map((value) => ({ value, label: requests.states[value] }))}
          onChange={list.setFilter}
        />
      }
      columns={useColumns()}
      list={list}
      query={query}
      rowActions={(request) => <Acts request={request} decide={(decision) => setDeciding({ request, decision })} />}
    >
      {deciding && Dialog && <Dialog request={deciding.request} close={() => setDeciding(undefined)} />}
    </ListPage>
  );
}
