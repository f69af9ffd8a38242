/** Sends several users new links to set a password, and says for whom there is none. Without a mail server it shows the links. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../../api/use-change.ts';
import { Button } from '../../../../ui/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { useWords } from '../../../../words/words.tsx';
import { sendLinksDocument } from './documents.ts';

export interface Recipient {
  id: string;
  name: string;
}

interface Result {
  user_id: string;
  success: boolean;
  message: string | null;
}

/** In one request. */
const mostAtOnce = 100;

export function SendLinksDialog({ recipients, close }: { recipients: Recipient[]; close: () => void }) {
  const words = useWords().users.fenced;
  const { run, isPending, refusal } = useChange(sendLinksDocument);
  const client = useQueryClient();
  const [results, setResults] = useState<Result[]>([]);
  const [isOver, setOver] = useState(false);
  const submit = async () => {
    // After a refusal, those who have got their link do not get another.
    for (let from = results.length; from < recipients.length; from += mostAtOnce) {
      const user_ids = recipients.slice(from, from + mostAtOnce).map(({ id }) => id);
      const answer = await run({ user_ids });
      if (!answer?.sendPasswordLinks) return;
      const sent = answer.sendPasswordLinks.filter((result) => result !== null);
      setResults((before) => [...before, ...sent]);
    }
    setOver(true);
    await client.invalidateQueries({ queryKey: ['users'] });
  };
  if (isOver) return <Outcome {...{ recipients, results, close }} />;
  return (
    <ConfirmDialog title={words.title(recipients.length)} act={words.act} {...{ isPending, refusal, submit, close }}>
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}

function Outcome({ recipients, results, close }: { recipients: Recipient[]; results: Result[]; close: () => void }) {
  const { general, users } = useWords();
  const words = users.fenced;
  const names = new Map(recipients.map(({ id, name }) => [id, name]));
  const links = results.filter(({ success, message }) => success && message);
  const refused = results.filter(({ success }) => !success);
  return (
    <Dialog title={words.title(recipients.length)} isWide>
      <p role="status">{words.done(results.length - refused.length)}</p>
      {links.length > 0 && <p className="callout warning">{words.handOver}</p>}
      <Listed results={links} names={names} />
      {refused.length > 0 && <p className="callout fault">{words.refused(refused.length)}</p>}
      <Listed results={refused} names={names} />
      <div className="dialog-actions">
        <Button look="primary" onPress={close} autoFocus>
          {general.close}
        </Button>
      </div>
    </Dialog>
  );
}

const Listed = ({ results, names }: { results: Result[]; names: Map<string, string> }) =>
  results.length > 0 && (
    <ul className="names">
      {results.map(({ user_id, message, success }) => (
        <li key={user_id}>
          <bdi>{names.get(user_id)}</bdi>: {success ? <code>{message}</code> : message}
        </li>
      ))}
    </ul>
  );
