/** The notes on a user, a role or a token: the list, the newest first, and adding, editing and deleting them. */
import './notes.css';
import { useState } from 'react';
import { useMay, useMe } from '../../api/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { DeleteNoteDialog } from './delete-note-dialog.tsx';
import type { Note, Noteable } from './documents.ts';
import { NoteDialog } from './note-dialog.tsx';
import { NoteText } from './note-text.tsx';
import { firstSize, useNotes } from './queries.ts';

export function Notes({ on }: { on: Noteable }) {
  const words = useWords().notes;
  const may = useMay();
  const [size, setSize] = useState(firstSize);
  const { notes, total, error, refetch } = useNotes(on, size);
  const [isAdding, setAdding] = useState(false);
  const adds = may('CREATE_NOTE');
  if (!adds && !error && total === 0) return null;
  return (
    <Section title={words.title} actions={adds && <Button onPress={() => setAdding(true)}>{words.add}</Button>}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !notes && <Loading />}
      {notes && (
        <ol className="card notes">
          {notes.map((note) => (
            <OneNote key={note.id} on={on} note={note} />
          ))}
          {notes.length === 0 && <li className="soft">{words.nothing}</li>}
        </ol>
      )}
      {total > size && <Button onPress={() => setSize(size + firstSize * 3)}>{words.more}</Button>}
      {isAdding && <NoteDialog on={on} close={() => setAdding(false)} />}
    </Section>
  );
}

function OneNote({ on, note }: { on: Noteable; note: Note }) {
  const words = useWords().notes;
  const me = useMe();
  const may = useMay();
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const isAlterable = note.user_id === me.id || may('ALTER_OTHERS_NOTES');
  const [edits, deletes] = [isAlterable && may('UPDATE_NOTE'), isAlterable && may('DELETE_NOTE')];
  const close = () => setDialog(undefined);
  return (
    <li>
      <NoteText note={note} />
      {(edits || deletes || note.priority !== 'NORMAL') && (
        <div className="note-acts">
          {note.priority !== 'NORMAL' && <span className="badge warning">{words.priorities[note.priority].label}</span>}
          {edits && (
            <Button look="quiet" aria-label={words.editOf(note.message)} onPress={() => setDialog('edit')}>
              {words.edit}
            </Button>
          )}
          {deletes && (
            <Button look="quiet" aria-label={words.deleteOf(note.message)} onPress={() => setDialog('delete')}>
              {words.delete}
            </Button>
          )}
        </div>
      )}
      {dialog === 'edit' && <NoteDialog on={on} note={note} close={close} />}
      {dialog === 'delete' && <DeleteNoteDialog note={note} close={close} />}
    </li>
  );
}
