/** Dialogs that change whether a user gets in: disabling, enabling, a new link to set a password. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { ask } from '../../../api/ask.ts';
import { useMay } from '../../../api/session.tsx';
import { Handover } from '../../../features/one-time-link/one-time-link.tsx';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/notices.tsx';
import { useWords } from '../../../words/words.tsx';
import { renewLinkDocument, tokensOfDocument, type User, updateDocument } from './documents.ts';

interface DialogProps {
  user: User;
  close: () => void;
}

/** Disables whoever is enabled, and the other way round. */
export function StandingDialog({ user, close }: DialogProps) {
  const { enabled } = user;
  const words = useWords().users[enabled ? 'disable' : 'enable'];
  const client = useQueryClient();
  const update = useAct(updateDocument);
  const submit = async () => {
    if (!(await update.act({ id: user.id, input: { enabled: !enabled } }))) return;
    await client.invalidateQueries();
    notify(words.done);
    close();
  };
  return (
    <Confirm
      title={words.title(<bdi>{user.name}</bdi>)}
      act={words.act}
      isDangerous={enabled}
      isPending={update.isPending}
      refusal={update.refusal}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
      {enabled && <TokensThatEnd user={user} />}
    </Confirm>
  );
}

function TokensThatEnd({ user: { id } }: { user: User }) {
  const words = useWords().users.disable;
  const enabled = useMay()('READ_PERSONAL_ACCESS_TOKEN');
  const { data } = useQuery({ queryKey: ['tokens of', id], queryFn: () => ask(tokensOfDocument, { id }), enabled });
  const count = data?.all_personal_access_tokens?.page_info.total_count;
  return count === undefined ? null : <p>{words.tokens(count)}</p>;
}

export function RenewLinkDialog({ user, close }: DialogProps) {
  const { general, users } = useWords();
  const words = users.renew;
  const renew = useAct(renewLinkDocument);
  const client = useQueryClient();
  const [link, setLink] = useState<string>();
  const [isFailed, setFailed] = useState(false);
  const submit = async () => {
    const answer = await renew.act({ id: user.id });
    if (!answer?.resendUserCreationEmail) return;
    const { message, email } = answer.resendUserCreationEmail;
    // Shows a failed email in the history of the user.
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
        <Handover link={link} />
        <div className="dialog-actions">
          <Button look="primary" onPress={close}>
            {general.close}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Confirm
      title={title}
      act={words.act}
      isPending={renew.isPending}
      refusal={renew.refusal}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
      {isFailed && <p className="note warning">{users.created.notMailed(<bdi>{user.email_address}</bdi>)}</p>}
    </Confirm>
  );
}
