/** Deletes a note after a confirmation. */
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../api/use-change.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { deleteDocument, type Note } from './documents.ts';
import { NoteText } from './note-text.tsx';

export function DeleteNoteDialog({ note, close }: { note: Note; close: () => void }) {
  const words = useWords().notes;
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(deleteDocument);
  const submit = async () => {
    if (!(await run({ id: note.id }))) return;
    await client.invalidateQueries();
    notify(words.deleted);
    close();
  };
  return (
    <ConfirmDialog title={words.deleteTitle} act={words.delete} isDangerous {...{ isPending, refusal, submit, close }}>
      <NoteText note={note} />
      <p>{words.deleteText}</p>
    </ConfirmDialog>
  );
}
