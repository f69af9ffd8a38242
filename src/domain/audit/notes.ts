/** Notes people leave on what they administer. */
import { eq } from 'drizzle-orm';
import { notes as table } from '../../../schema/notes.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import { forbidden, invalid } from '../base/errors.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';
import * as users from '../people/users.ts';
import type { Viewer } from '../access/viewer.ts';

export type NoteableType = 'PersonalAccessToken' | 'Role' | 'User';
export type NotePriority = 'NORMAL' | 'STICKY' | 'STICKY_WITH_CONFIRMATION';

export interface NoteInput {
  message: string;
  priority: NotePriority;
}

/** Whoever may read the thing may read its notes; there is no list of all notes. */
export const definition: Definition = defineList({
  type: 'Note',
  description: 'A note somebody left.',
  table,
  permission: null,
  columns: {
    message: is('text', table.message, 'The note itself.'),
    priority: is('note_priority', table.priority, 'How much it presses itself on the reader.'),
    noteable_type: is('noteable_type', table.noteableType, 'The kind of thing it is on.'),
    noteable_id: is('int64', table.noteableId, 'The id of the thing it is on.'),
    user_id: maybe('int64', table.userId, 'Who left it.'),
  },
  relations: {
    user: { to: () => users.definition, many: false, from: 'user_id', at: usersTable.id, description: 'Who left it.' },
  },
});

/** The notes on a noun's rows. */
export function relation(type: NoteableType): Relation {
  return {
    to: () => definition,
    many: true,
    from: 'id',
    at: table.noteableId,
    where: eq(table.noteableType, type),
    description: 'Notes people left on it.',
  };
}

const longest = 10_000;

/** Puts a note on a row in the transaction that makes the row; without a note nothing happens. */
export async function attach(
  tx: Db,
  viewer: Viewer,
  noteableType: NoteableType,
  noteableId: string,
  note: NoteInput | null | undefined,
) {
  if (!note) return;
  const message = note.message.trim();
  if (message === '') throw invalid('note.message', 'must not be blank.');
  if (message.length > longest) throw invalid('note.message', `must be at most ${longest} characters.`);
  if (!viewer.permissions.use('CREATE_NOTE')) throw forbidden('You may not leave notes.', ['CREATE_NOTE']);
  await tx.insert(table).values({ message, priority: note.priority, noteableType, noteableId, userId: viewer.userId });
}
