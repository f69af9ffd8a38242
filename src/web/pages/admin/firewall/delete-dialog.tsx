/** Deletes a rule of the firewall after a confirmation. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Affected } from '../../../ui/affected.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { deleteDocument, type Rule, usedFromDocument } from './documents.ts';

export function DeleteDialog({ rule: { id, subnet }, close }: { rule: Rule; close: () => void }) {
  const words = useWords().firewall;
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(deleteDocument);
  const { data } = useQuery({
    queryKey: ['firewall', 'used from', subnet],
    queryFn: () => send(usedFromDocument, { subnet }),
    enabled: useMay()('READ_PERSONAL_ACCESS_TOKEN'),
  });
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
      <Affected sentences={[data && words.usedFrom(data.all_personal_access_tokens.page_info.total_count)]} />
      <p>{words.deleteText}</p>
    </ConfirmDialog>
  );
}
