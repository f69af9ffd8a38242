/** Says that users are blocked since a restore of the database, and sends them new links, after those who left were disabled. */
import '../../../../ui/callout.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorToShow } from '../../../../api/refusal.ts';
import { send } from '../../../../api/send.ts';
import { useMay } from '../../../../api/session.tsx';
import { Button, LinkButton } from '../../../../ui/button.tsx';
import { Loading } from '../../../../ui/loading.tsx';
import { RefusalNote } from '../../../../ui/refusal-note.tsx';
import { useWords } from '../../../../words/words.tsx';
import { fencedUsersDocument } from './documents.ts';
import { type Recipient, SendLinksDialog } from './send-links-dialog.tsx';

/** `isShown`: whether the list under it shows these users. */
export function FencedUsers({ isShown, show }: { isShown: boolean; show: () => void }) {
  const words = useWords().users.fenced;
  const may = useMay();
  const [isSending, setSending] = useState(false);
  const { data: count } = useQuery({
    queryKey: ['users', 'fenced'],
    queryFn: async () => (await pageOf(1, 1)).page_info.total_count,
  });
  // Users who come back while links are shown must not take them away.
  const dialog = isSending && <SendToAll close={() => setSending(false)} />;
  if (!count) return dialog || null;
  return (
    <div className="callout warning">
      <p>{words.note(count)}</p>
      <p>{words.advice}</p>
      <div className="form-actions">
        {!isShown && <Button onPress={show}>{words.show}</Button>}
        {isShown && may('UPDATE_USER') && (
          <Button look="primary" onPress={() => setSending(true)}>
            {words.sendToAll(count)}
          </Button>
        )}
        {may('READ_PERSONAL_ACCESS_TOKEN') && <LinkButton href="/admin/tokens?show=FENCED">{words.tokens}</LinkButton>}
      </div>
      {dialog}
    </div>
  );
}

function SendToAll({ close }: { close: () => void }) {
  // Loaded once: while users come back, there are fewer.
  const query = useQuery({ queryKey: ['every fenced user'], queryFn: everybody, staleTime: Infinity, gcTime: 0 });
  const error = errorToShow(query);
  if (error) return <RefusalNote refusal={error} retry={query.refetch} />;
  if (!query.data) return <Loading />;
  return <SendLinksDialog recipients={query.data} close={close} />;
}

const pageOf = async (page: number, records_per_page: number) =>
  (await send(fencedUsersDocument, { page, records_per_page })).users;

async function everybody(): Promise<Recipient[]> {
  const found: Recipient[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const { entities, page_info } = await pageOf(page, 1_000);
    found.push(...entities.filter((user) => user !== null));
    pages = page_info.total_pages;
  }
  return found;
}
