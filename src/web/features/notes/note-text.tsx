/** The text of a note, and who left it and when. */
import { useFormats, useWords } from '../../words/words.tsx';
import type { Note } from './documents.ts';

export function NoteText({ note: { message, created_at, user, user_id } }: { note: Note }) {
  const words = useWords().notes;
  const formats = useFormats();
  return (
    <>
      <bdi dir="auto" className="note-text">
        {message}
      </bdi>
      <span className="minor">
        <span title={formats.instant(created_at)}>{formats.distance(created_at)}</span>
        {' · '}
        {user ? <bdi>{user.name}</bdi> : user_id === null ? words.program : words.somebody}
      </span>
    </>
  );
}
