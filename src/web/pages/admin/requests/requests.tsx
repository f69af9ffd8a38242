/** The requests for access of all users, those not decided yet first: to grant, to decline, to take back what was granted. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { StateFilter, type StateFilterValue } from '../../../features/access-requests/state-filter.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useWords } from '../../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { type AnyRequest, requestsDocument } from './documents.ts';
import { DeclineDialog, EndDialog } from './end-dialogs.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { type Decision, RequestActs } from './request-acts.tsx';

const oldestFirst = { order: { attribute: 'created_at', direction: 'ASC' }, filter: 'PENDING' } as const;

const dialogs = { grant: GrantDialog, decline: DeclineDialog, end: EndDialog };

export default function RequestsToDecidePage() {
  const words = useWords().requestsToDecide;
  const readsUsers = useMay()('READ_USER');
  const list = useListState<StateFilterValue>(oldestFirst);
  const [deciding, setDeciding] = useState<{ request: AnyRequest; decision: Decision }>();
  const variables = { ...list.variables, state: list.filter === 'all' ? null : list.filter, readsUsers };
  const query = useQuery({
    queryKey: ['requests', 'of all', variables],
    queryFn: async () => (await send(requestsDocument, variables)).access_requests,
    placeholderData: keepPreviousData,
  });
  const Dialog = deciding && dialogs[deciding.decision];
  return (
    <ListPage
      words={words}
      filters={<StateFilter value={list.filter} onChange={list.setFilter} />}
      columns={useColumns()}
      list={list}
      query={query}
      rowActions={(request) => (
        <RequestActs request={request} decide={(decision) => setDeciding({ request, decision })} />
      )}
    >
      {deciding && Dialog && <Dialog request={deciding.request} close={() => setDeciding(undefined)} />}
    </ListPage>
  );
}
