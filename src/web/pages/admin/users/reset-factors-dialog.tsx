/** Removes all second factors of a user who has lost them. */
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../../api/use-change.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { resetFactorsDocument, type User } from './documents.ts';

export function ResetFactorsDialog({ user, close }: { user: User; close: () => void }) {
  const words = useWords().twoStep.reset;
  const client = useQueryClient();
  const reset = useChange(resetFactorsDocument);
  const submit = async () => {
    if (!(await reset.run({ id: user.id }))) return;
    await client.invalidateQueries();
    notify(words.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.title(<bdi>{user.name}</bdi>)}
      act={words.act}
      isDangerous
      isPending={reset.isPending}
      refusal={reset.refusal}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
