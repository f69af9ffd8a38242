/**
 * Before a page changes a user, a role or a token, shows the notes on it that must be acknowledged. A note that was
 * acknowledged is shown again only after it was changed, or when the pages are loaded again.
 */
import './notes.css';
import type { DocumentNode } from 'graphql';
import { type ReactNode, useRef, useState } from 'react';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { type Acknowledge, AcknowledgeContext } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { recordsChangedBy } from './changed-records.ts';
import { type Note, toAcknowledgeDocument } from './documents.ts';
import { NoteText } from './note-text.tsx';

interface Shown {
  notes: Note[];
  settle: (isAcknowledged: boolean) => void;
}

const keyOf = ({ id, _version }: Note) => `${id} ${_version}`;

/** A list has at most 200 search terms, of which each record takes three. */
const mostAtOnce = 50;

export function Acknowledgement({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown>();
  const acknowledged = useRef(new Set<string>());
  const readsUsers = useMay()('READ_USER');

  async function notesOf(document: DocumentNode, variables: unknown): Promise<Note[]> {
    const { type, ids } = recordsChangedBy(document, variables) ?? { ids: [] };
    const found: Note[] = [];
    for (let at = 0; type && at < ids.length; at += mostAtOnce) {
      const search = ids.slice(at, at + mostAtOnce).map((id) => ({
        integer_fields: [{ attribute: 'noteable_id', search_value: id, operator: 'EQ' as const }],
      }));
      const { notes } = await send(toAcknowledgeDocument, { type, search, readsUsers });
      found.push(...notes.entities.filter((note) => note !== null));
    }
    return found;
  }

  const acknowledge: Acknowledge = async (document, variables) => {
    const notes = (await notesOf(document, variables)).filter((note) => !acknowledged.current.has(keyOf(note)));
    if (notes.length === 0) return true;
    return new Promise((settle) => setShown({ notes, settle }));
  };

  const finish = (isAcknowledged: boolean) => {
    if (!shown) return;
    if (isAcknowledged) for (const note of shown.notes) acknowledged.current.add(keyOf(note));
    setShown(undefined);
    shown.settle(isAcknowledged);
  };

  return (
    <AcknowledgeContext value={acknowledge}>
      {children}
      {shown && <NotesDialog notes={shown.notes} finish={finish} />}
    </AcknowledgeContext>
  );
}

function NotesDialog({ notes, finish }: { notes: Note[]; finish: Shown['settle'] }) {
  const { general, notes: words } = useWords();
  return (
    <Dialog title={words.acknowledge.title} onClose={() => finish(false)} isAlert>
      <ul className="sticky-notes">
        {notes.map((note) => (
          <li key={note.id} className="callout warning">
            <NoteText note={note} />
          </li>
        ))}
      </ul>
      <p>{words.acknowledge.text}</p>
      <div className="dialog-actions">
        <Button onPress={() => finish(false)} autoFocus>
          {general.cancel}
        </Button>
        <Button look="primary" onPress={() => finish(true)}>
          {words.acknowledge.act}
        </Button>
      </div>
    </Dialog>
  );
}
