/** Notes as lists. */
import { eq } from 'drizzle-orm';
import { notes } from '../../../schema/notes.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export type NoteableType = 'PersonalAccessToken' | 'Role' | 'User';

/** Whoever may read the thing may read its notes; there is no list of all notes. */
export const noteList: Definition = defineList({
  type: 'Note',
  description: 'A note somebody left.',
  table: notes,
  permission: null,
  columns: {
    message: is('text', notes.message, 'The note itself.'),
    priority: is('note_priority', notes.priority, 'How much it presses itself on the reader.'),
    noteable_type: is('noteable_type', notes.noteableType, 'The kind of thing it is on.'),
    noteable_id: is('int64', notes.noteableId, 'The id of the thing it is on.'),
    user_id: maybe('int64', notes.userId, 'Who left it.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'Who left it.' },
  },
});

/** The notes on a noun's rows. */
export function notesOf(type: NoteableType): Relation {
  return {
    to: 'Note',
    many: true,
    from: 'id',
    at: notes.noteableId,
    where: eq(notes.noteableType, type),
    description: 'Notes people left on it.',
  };
}
