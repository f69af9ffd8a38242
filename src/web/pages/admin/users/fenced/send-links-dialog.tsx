/**
 * Sends several users new links to set a password, and says for whom there is none. Without a mail server it shows the links. Links
 * that were made stay in view until the user closes the dialog, also when sending fails before all are made.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../../api/use-change.ts';
import { Button } from '../../../../ui/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { RefusalNote } from '../../../../ui/refusal-note.tsx';
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
const mostPerRequest = 100;

export function SendLinksDialog({ recipients, close }: { recipients: Recipient[]; close: () => void }) {
  const words = useWords().users.fenced;
  const { run, isPending, refusal } = useChange(sendLinksDocument);
  const client = useQueryClient();
  // The list behind the dialog changes while links are sent.
  const [all] = useState(recipients);
  const [results, setResults] = useState<Result[]>([]);
  const submit = async () => {
    // After a refusal, those who have got their link do not get another, which would end the first.
    const done = [...results];
    while (done.length < all.length) {
      const user_ids = all.slice(done.length, done.length + mostPerRequest).map(({ id }) => id);
      const answer = await run({ user_ids });
      if (!answer?.sendPasswordLinks) return;
      done.push(...answer.sendPasswordLinks.filter((result) => result !== null));
      setResults([...done]);
    }
  };
  const finish = () => {
    close();
    if (results.length > 0) void client.invalidateQueries({ queryKey: ['users'] });
  };
  // Closed while the first links are made, the dialog would lose them.
  const cancel = () => !isPending && close();
  if (results.length === 0)
    return (
      <ConfirmDialog title={words.title(all.length)} act={words.act} close={cancel} {...{ isPending, refusal, submit }}>
        <p>{words.text}</p>
      </ConfirmDialog>
    );
  return <Outcome {...{ all, results, isPending, refusal, submit, finish }} />;
}

interface OutcomeProps {
  all: Recipient[];
  results: Result[];
  isPending: boolean;
  refusal: unknown;
  submit: () => void;
  finish: () => void;
}

function Outcome({ all, results, isPending, refusal, submit, finish }: OutcomeProps) {
  const { general, users } = useWords();
  const words = users.fenced;
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const links = results.filter(({ success, message }) => success && message);
  const refused = results.filter(({ success }) => !success);
  const isOver = results.length >= all.length;
  return (
    <Dialog title={words.title(all.length)} isWide>
      <p role="status">{words.done(results.length - refused.length)}</p>
      {links.length > 0 && <p className="callout warning">{words.handOver}</p>}
      <Listed results={links} names={names} />
      {refused.length > 0 && <p className="callout fault">{words.refused(refused.length)}</p>}
      <Listed results={refused} names={names} />
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
      {!isOver && !isPending && <p className="callout warning">{words.unfinished(all.length - results.length)}</p>}
      <div className="dialog-actions">
        {!isOver && (
          <Button isPending={isPending} onPress={submit}>
            {words.continue}
          </Button>
        )}
        <Button look="primary" isDisabled={isPending} onPress={finish} autoFocus>
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
