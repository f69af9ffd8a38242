/** The user's own requests for access: their state, and a way to withdraw them or to give back what was granted. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useMe } from '../../../api/session.tsx';
import { StateFilter, type StateFilterValue } from '../../../features/access-requests/state-filter.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { Message } from '../../../ui/message.tsx';
import { useWords } from '../../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { requestsDocument } from './documents.ts';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'all' } as const;

export default function RequestsPage() {
  const words = useWords().requests;
  const { id } = useMe();
  const list = useListState<StateFilterValue>(newestFirst);
  const { paginator, sorter } = list.variables;
  const variables = { user_id: id, paginator, sorter, state: list.filter === 'all' ? null : list.filter };
  const query = useQuery({
    queryKey: ['requests', variables],
    queryFn: async () => (await send(requestsDocument, variables)).access_requests,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        <LinkButton href="/account/requests/new" look="primary">
          {words.ask}
        </LinkButton>
      }
      filters={<StateFilter value={list.filter} onChange={list.setFilter} />}
      columns={useColumns()}
      list={list}
      query={query}
      empty={<Message title={words.empty.title} text={words.empty.text} />}
    />
  );
}
