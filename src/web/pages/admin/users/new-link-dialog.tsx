/** Makes a new one-time link with which a user sets a password: emailed, or shown where no mail server is configured. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { OneTimeLink } from '../../../features/one-time-link/one-time-link.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { newLinkDocument, type User } from './documents.ts';

export function NewLinkDialog({ user, close }: { user: User; close: () => void }) {
  const { general, users } = useWords();
  const words = users.renew;
  const renew = useChange(newLinkDocument);
  const client = useQueryClient();
  const [link, setLink] = useState<string>();
  const [isFailed, setFailed] = useState(false);
  const submit = async () => {
    const answer = await renew.run({ id: user.id });
    if (!answer?.resendUserCreationEmail) return;
    const { message, email } = answer.resendUserCreationEmail;
    // The history shows a failed email.
    await client.invalidateQueries();
    if (message) return setLink(message);
    if (email === 'FAILED') return setFailed(true);
    notify(words.mailed);
    close();
  };
  const title = words.title(<bdi>{user.name}</bdi>);
  if (link !== undefined)
    return (
      <Dialog title={title} isWide>
        <OneTimeLink link={link} />
        <div className="dialog-actions">
          <Button look="primary" onPress={close}>
            {general.close}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={title}
      act={words.act}
      isPending={renew.isPending}
      refusal={renew.refusal}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
      {isFailed && <p className="callout warning">{users.created.notMailed(<bdi>{user.email_address}</bdi>)}</p>}
    </ConfirmDialog>
  );
}
