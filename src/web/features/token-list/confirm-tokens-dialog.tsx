/** Confirms tokens that are blocked since a restore of the database, after their last characters were compared. */
import { useChange } from '../../api/use-change.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { confirmDocument } from './documents.ts';

interface ConfirmTokensDialogProps {
  tokens: Token[];
  close: () => void;
  done: () => void;
}

/** In one request. */
const mostAtOnce = 100;

export default function ConfirmTokensDialog({ tokens, close, done }: ConfirmTokensDialogProps) {
  const words = useWords().tokens.confirmFenced;
  const { run, isPending, refusal } = useChange(confirmDocument);
  const submit = async () => {
    const ids = tokens.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += mostAtOnce)
      if (!(await run({ ids: ids.slice(from, from + mostAtOnce) }))) return;
    done();
  };
  return (
    <ConfirmDialog title={words.title(tokens.length)} act={words.act} {...{ isPending, refusal, submit, close }}>
      <ul className="names">
        {tokens.map(({ id, name, start, last_four }) => (
          <li key={id}>
            <bdi>{name}</bdi>{' '}
            <code className="soft">
              {start}…{last_four}
            </code>
          </li>
        ))}
      </ul>
      <p>{words.text}</p>
      <p>{words.advice}</p>
    </ConfirmDialog>
  );
}
