/** The sticky notes on a record, at the top of its page. */
import './notes.css';
import { useWords } from '../../words/words.tsx';
import type { Noteable } from './documents.ts';
import { NoteText } from './note-text.tsx';
import { useNotes } from './queries.ts';

export function StickyNotes({ on }: { on: Noteable }) {
  const words = useWords().notes;
  const { sticky } = useNotes(on);
  if (sticky.length === 0) return null;
  return (
    <ul className="sticky-notes" aria-label={words.sticky}>
      {sticky.map((note) => (
        <li key={note.id} className="callout warning">
          <NoteText note={note} />
        </li>
      ))}
    </ul>
  );
}
