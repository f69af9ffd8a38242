/** The browsers in which the user is signed in, to sign out of one or of all others. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/ask.ts';
import { Button } from '../../ui/button.tsx';
import { List } from '../../ui/list.tsx';
import { useListState } from '../../ui/list-state.ts';
import { notify } from '../../ui/notices.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
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
    queryFn: async () => (await ask(sessionsDocument, { paginator, sorter })).me?.sessions,
    placeholderData: keepPreviousData,
  });
  const one = useAct(deleteSessionDocument);
  const others = useAct(deleteOtherSessionsDocument);
  const done = async (answer: unknown) => {
    if (!answer) return;
    await client.invalidateQueries({ queryKey: ['sessions'] });
    notify(words.ended);
  };
  const columns = useSessionColumns(async ({ id }) => done(await one.act({ id })), one.isPending);
  const refusal = one.refusal ?? others.refusal;
  return (
    <>
      <p>{words.text}</p>
      {refusal && <RefusalNote refusal={refusal} />}
      <List words={{ title: words.title }} columns={columns} list={list} query={sessions} />
      <Button
        isDisabled={(sessions.data?.page_info.total_count ?? 0) < 2}
        isPending={others.isPending}
        onPress={async () => done(await others.act({}))}
      >
        {words.endOthers}
      </Button>
    </>
  );
}
