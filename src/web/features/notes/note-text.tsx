/** The text of a note, and who left it and when. */
import { Ago } from '../../ui/ago.tsx';
import { useWords } from '../../words/words.tsx';
import type { Note } from './documents.ts';

export function NoteText({ note: { message, created_at, user, user_id } }: { note: Note }) {
  const words = useWords().notes;
  return (
    <>
      <bdi dir="auto" className="note-text">
        {message}
      </bdi>
      <span className="minor">
        <Ago at={created_at} />
        {' · '}
        {user ? <bdi>{user.name}</bdi> : user_id === null ? words.program : words.somebody}
      </span>
    </>
  );
}
