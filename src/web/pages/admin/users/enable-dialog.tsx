/** Disables an enabled user, or enables a disabled one, after a confirmation. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Affected } from '../../../ui/affected.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { tokensOfDocument, type User, updateDocument } from './documents.ts';

export function EnableDialog({ user, close }: { user: User; close: () => void }) {
  const { enabled } = user;
  const words = useWords().users[enabled ? 'disable' : 'enable'];
  const client = useQueryClient();
  const update = useChange(updateDocument);
  const submit = async () => {
    if (!(await update.run({ id: user.id, input: { enabled: !enabled } }))) return;
    await client.invalidateQueries();
    notify(words.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.title(<bdi>{user.name}</bdi>)}
      act={words.act}
      isDangerous={enabled}
      isPending={update.isPending}
      refusal={update.refusal}
      submit={submit}
      close={close}
    >
      {enabled && <RevokedTokens user={user} />}
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}

function RevokedTokens({ user: { id } }: { user: User }) {
  const words = useWords().users.disable;
  const enabled = useMay()('READ_PERSONAL_ACCESS_TOKEN');
  const { data } = useQuery({ queryKey: ['tokens of', id], queryFn: () => send(tokensOfDocument, { id }), enabled });
  const count = data?.all_personal_access_tokens.page_info.total_count;
  return <Affected sentences={[count !== undefined && words.tokens(count)]} />;
}
