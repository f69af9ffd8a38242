/** Adds a note to a record, or changes one. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { Radios } from '../../ui/radios.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { createDocument, type Note, type Noteable, type Priority, updateDocument } from './documents.ts';

const priorities = ['NORMAL', 'STICKY', 'STICKY_WITH_CONFIRMATION'] as const satisfies Priority[];

export function NoteDialog({ on, note, close }: { on: Noteable; note?: Note; close: () => void }) {
  const { general, notes: words } = useWords();
  const client = useQueryClient();
  const [message, setMessage] = useState(note?.message ?? '');
  const [priority, setPriority] = useState<Priority>(note?.priority ?? 'NORMAL');
  const create = useChange(createDocument);
  const update = useChange(updateDocument);
  const { isPending, refusal } = note ? update : create;
  const errorOf = useFieldErrors(refusal);
  const submit = async () => {
    const input = { message, priority };
    const written = note
      ? await update.run({ id: note.id, input })
      : await create.run({ input: { ...input, noteable_type: on.type, noteable_id: on.id } });
    if (!written) return;
    await client.invalidateQueries();
    notify(words.saved);
    close();
  };
  return (
    <Dialog title={note ? words.editTitle : words.add} onClose={close}>
      <FormFrame {...{ refusal, isPending, submit }} draft={[message, priority]} shown={['message']}>
        <Field
          label={words.message}
          value={message}
          onChange={setMessage}
          error={errorOf('message')}
          maxLength={10_000}
          isLong
          autoFocus
        />
        <Radios
          label={words.priority}
          value={priority}
          options={priorities.map((value) => ({ value, ...words.priorities[value] }))}
          onChange={setPriority}
        />
        <div className="dialog-actions">
          <Button onPress={close}>{general.cancel}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {general.save}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
