/** The browsers one is signed in with; each, or all others at once, can be signed out of. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/ask.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
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
  const { data, error, refetch } = useQuery({
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
  const sessions = data?.entities.filter((session) => session !== null);
  const refusal = error ?? one.refusal ?? others.refusal;
  return (
    <>
      <p>{words.text}</p>
      {refusal && <RefusalNote refusal={refusal} retry={refetch} />}
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : sessions}
        total={data?.page_info.total_count}
        list={list}
      />
      <Button
        isDisabled={(data?.page_info.total_count ?? 0) < 2}
        isPending={others.isPending}
        onPress={async () => done(await others.act({}))}
      >
        {words.endOthers}
      </Button>
    </>
  );
}
