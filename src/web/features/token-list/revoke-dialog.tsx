/** Revokes tokens after a confirmation that names them. */
import { useChange } from '../../api/use-change.ts';
import { Affected } from '../../ui/affected.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { revokeDocument } from './documents.ts';

/** In lists of the tokens of several users, with the owner. */
type RevocableToken = Token & { user?: { id: string } | null };

interface RevokeDialogProps {
  tokens: RevocableToken[];
  close: () => void;
  done: () => void;
}

const named = 10;

/** Programs that were silent for longer are probably gone. */
const recentDays = 30;

export function RevokeDialog({ tokens, close, done }: RevokeDialogProps) {
  const words = useWords().tokens.revoke;
  const { run, isPending, refusal } = useChange(revokeDocument);
  const since = Date.now() - recentDays * 86_400_000;
  const inUse = tokens.filter(({ last_used_at }) => last_used_at && new Date(last_used_at).getTime() >= since).length;
  const owners = new Set(tokens.flatMap(({ user }) => user?.id ?? [])).size;
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
      <Affected sentences={[words.inUse(inUse, tokens.length, recentDays), owners > 1 && words.owners(owners)]} />
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
