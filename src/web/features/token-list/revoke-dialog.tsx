/** Revokes tokens after a confirmation that names them, with their last use and their owners: what stops working. */
import { useChange } from '../../api/use-change.ts';
import { Affected } from '../../ui/affected.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { isolated } from '../../words/isolated.ts';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { revokeDocument } from './documents.ts';

/** In lists of the tokens of several users, with the owner. */
type RevocableToken = Token & { user_id?: string | null; user?: { name?: string } | null };

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
  const owners = new Set(tokens.flatMap(({ user_id }) => user_id ?? [])).size;
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
        {tokens.slice(0, named).map((token) => (
          <li key={token.id}>
            <bdi>{token.name}</bdi>
            <Details token={token} />
          </li>
        ))}
        {tokens.length > named && <li>{words.more(tokens.length - named)}</li>}
      </ul>
      <Affected sentences={[words.inUse(inUse, tokens.length, recentDays), owners > 1 && words.owners(owners)]} />
      <p>{words.text(tokens.length)}</p>
    </ConfirmDialog>
  );
}

/** Whose token it is, and when and from where it was used last. */
function Details({ token: { user, last_used_at, last_used_ip } }: { token: RevocableToken }) {
  const words = useWords().tokens.revoke;
  const { distance } = useFormats();
  const texts = [
    user?.name && words.of(isolated(user.name)),
    last_used_at && words.lastUsed(distance(last_used_at), last_used_ip),
  ].filter(Boolean);
  return texts.length > 0 && <span className="minor">{texts.join(', ')}</span>;
}
