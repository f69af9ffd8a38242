/** The list definition of notes. */
import { and, eq, or, sql } from 'drizzle-orm';
import { notes } from '../../../schema/notes.ts';
import { personalAccessTokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export type NoteableType = 'ApplicationFirewallRule' | 'PersonalAccessToken' | 'Role' | 'User';

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

function visibleTo({ userId, permissions: { use } }: Viewer) {
  const on = (type: NoteableType) => eq(notes.noteableType, type);
  const own = sql`select ${personalAccessTokens.id} from ${personalAccessTokens} where ${personalAccessTokens.userId} = ${userId}`;
  return [
    ...(use('READ_USER') ? [on('User')] : []),
    ...(use('READ_ROLE') ? [on('Role')] : []),
    ...(use('READ_APPLICATION_FIREWALL_RULE') ? [on('ApplicationFirewallRule')] : []),
    use('READ_PERSONAL_ACCESS_TOKEN')
      ? on('PersonalAccessToken')
      : and(on('PersonalAccessToken'), sql`${notes.noteableId} in (${own})`),
  ];
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
