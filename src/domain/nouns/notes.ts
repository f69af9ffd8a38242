/** The list definition of notes. */
import { eq } from 'drizzle-orm';
import { notes } from '../../../schema/notes.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export type NoteableType = 'ApplicationFirewallRule' | 'PersonalAccessToken' | 'Role' | 'User';

/** Users who may read a record may read its notes; there is no list of all notes. */
export const noteList: Definition = defineList({
  type: 'Note',
  description: 'A note that a user left on a record.',
  table: notes,
  permission: null,
  columns: {
    message: is('text', notes.message, 'The text of the note.'),
    priority: is('note_priority', notes.priority, 'How prominently clients show the note.'),
    noteable_type: is('noteable_type', notes.noteableType, 'The type of the record that it is on.'),
    noteable_id: is('int64', notes.noteableId, 'The id of the record that it is on.'),
    user_id: maybe('int64', notes.userId, 'The id of the user who left it.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The user who left it.' },
  },
});

/** The relation from a noun's rows to their notes. */
export function notesOf(type: NoteableType): Relation {
  return {
    to: 'Note',
    many: true,
    from: 'id',
    at: notes.noteableId,
    where: eq(notes.noteableType, type),
    description: 'The notes that users left on it.',
  };
}
