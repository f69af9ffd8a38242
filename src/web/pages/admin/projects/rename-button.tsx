/** Renames a project. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { type Project, updateDocument } from './documents.ts';

export function RenameButton({ project }: { project: Project }) {
  const words = useWords().projects;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words.rename}</Button>
      {isOpen && <RenameDialog project={project} close={() => setOpen(false)} />}
    </>
  );
}

function RenameDialog({ project: { id, name: before }, close }: { project: Project; close: () => void }) {
  const words = useWords().projects;
  const client = useQueryClient();
  const [name, setName] = useState(before);
  const { run, isPending, refusal } = useChange(updateDocument);
  const error = useFieldErrors(refusal)('name');
  const submit = async () => {
    if (!(await run({ id, input: { name } }))) return;
    await client.invalidateQueries({ queryKey: ['projects'] });
    notify(words.renamed);
    close();
  };
  return (
    <ConfirmDialog
      title={words.renameTitle(<bdi>{before}</bdi>)}
      act={words.rename}
      isPending={isPending}
      refusal={refusal}
      shown={['name']}
      draft={name}
      submit={submit}
      close={close}
    >
      <Field label={words.columns.name} value={name} onChange={setName} maxLength={100} error={error} autoFocus />
    </ConfirmDialog>
  );
}
