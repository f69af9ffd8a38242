/** The browsers in which the user is signed in, to sign out of one or of all others. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { List } from '../../ui/list.tsx';
import { useListState } from '../../ui/list-state.ts';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { deleteOtherSessionsDocument, deleteSessionDocument, sessionsDocument } from './documents.ts';
import { useSessionColumns } from './session-columns.tsx';

const lastSeenFirst = { order: { attribute: 'last_seen_at', direction: 'DESC' }, filter: '' } as const;

export function Sessions() {
  const words = useWords().account.sessions;
  const client = useQueryClient();
  const list = useListState(lastSeenFirst);
  const { paginator, sorter } = list.variables;
  const sessions = useQuery({
    queryKey: ['sessions', paginator, sorter],
    queryFn: async () => (await send(sessionsDocument, { paginator, sorter })).me.sessions,
    placeholderData: keepPreviousData,
  });
  const one = useChange(deleteSessionDocument);
  const others = useChange(deleteOtherSessionsDocument);
  const done = async (answer: unknown) => {
    if (!answer) return;
    await client.invalidateQueries({ queryKey: ['sessions'] });
    notify(words.ended);
  };
  const columns = useSessionColumns(async ({ id }) => done(await one.run({ id })), one.isPending);
  const refusal = one.refusal ?? others.refusal;
  return (
    <>
      <p>{words.text}</p>
      {refusal && <RefusalNote refusal={refusal} />}
      <List words={{ title: words.title }} columns={columns} list={list} query={sessions} />
      <Button
        isDisabled={(sessions.data?.page_info.total_count ?? 0) < 2}
        isPending={others.isPending}
        onPress={async () => done(await others.run({}))}
      >
        {words.endOthers}
      </Button>
    </>
  );
}
