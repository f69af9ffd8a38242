/** Shows the secret of a webhook, once. Only the state of the page that opens it contains the secret. */
import { Copyable } from '../../../ui/copyable.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useShownOnce } from '../../../ui/shown-once.tsx';
import { useWords } from '../../../words/words.tsx';

export function SecretDialog({ secret, close }: { secret: string; close: () => void }) {
  const words = useWords().webhooks.secret;
  const { keep, buttons } = useShownOnce(words, close);
  return (
    <Dialog title={words.title} isWide>
      <p className="callout warning">{words.once}</p>
      <Copyable label={words.value} value={secret} onCopy={keep} autoFocus />
      {buttons}
    </Dialog>
  );
}
