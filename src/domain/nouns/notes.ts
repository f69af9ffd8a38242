/** The list definition of notes. */
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { notes } from '../../../schema/notes.ts';
import { users } from '../../../schema/users.ts';
import type { Viewer } from '../access/viewer.ts';
import { mayRead, seen } from '../lists/access.ts';
import { type Definition, defineList, is, maybe, type Relation, targetOf } from '../lists/definition.ts';

const noteableTypes = ['ApplicationFirewallRule', 'PersonalAccessToken', 'Role', 'User'] as const;

export type NoteableType = (typeof noteableTypes)[number];

/** Users who may read a record may read its notes. */
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

/** The list of all notes, which shows those on records that the viewer may read. */
export const everyNoteList: Definition = {
  ...noteList,
  visible: { allWith: [], others: (viewer) => or(...visibleTo(viewer)) ?? sql`false` },
};

/** For each type of record that the viewer may read, the condition for notes on those that the viewer sees. */
function visibleTo(viewer: Viewer): (SQL | undefined)[] {
  return noteableTypes.flatMap((type) => {
    const definition = targetOf({ to: type });
    if (!mayRead(viewer, definition)) return [];
    const { table } = definition;
    const some = seen(viewer, definition);
    const isSeen = some && sql`${notes.noteableId} in (select ${table.id} from ${table} where ${some})`;
    return [and(eq(notes.noteableType, type), isSeen)];
  });
}

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
