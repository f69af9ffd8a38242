/** Revokes tokens after a confirmation that names them. */
import { useChange } from '../../api/use-change.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { revokeDocument } from './documents.ts';

interface RevokeDialogProps {
  tokens: Token[];
  close: () => void;
  done: () => void;
}

const named = 10;

export function RevokeDialog({ tokens, close, done }: RevokeDialogProps) {
  const words = useWords().tokens.revoke;
  const { run, isPending, refusal } = useChange(revokeDocument);
  const submit = async () => {
    if (await run({ ids: tokens.map(({ id }) => id) })) done();
  };
  return (
    <ConfirmDialog
      title={words.title(tokens.length)}
      act={words.act}
      isDangerous
      {...{ isPending, refusal, submit, close }}
    >
      <ul className="names">
        {tokens.slice(0, named).map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi>
          </li>
        ))}
        {tokens.length > named && <li>{words.more(tokens.length - named)}</li>}
      </ul>
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
