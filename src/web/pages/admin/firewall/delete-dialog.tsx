/** Deletes a rule of the firewall after a confirmation. */
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../../api/use-change.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { deleteDocument, type Rule } from './documents.ts';

export function DeleteDialog({ rule: { id, subnet }, close }: { rule: Rule; close: () => void }) {
  const words = useWords().firewall;
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(deleteDocument);
  const submit = async () => {
    if (!(await run({ id }))) return;
    await client.invalidateQueries({ queryKey: ['firewall'] });
    notify(words.deleted);
    close();
  };
  return (
    <ConfirmDialog
      title={words.deleteTitle(<bdi>{subnet}</bdi>)}
      act={words.delete}
      isDangerous
      isPending={isPending}
      refusal={refusal}
      submit={submit}
      close={close}
    >
      <p>{words.deleteText}</p>
    </ConfirmDialog>
  );
}
