/** Notes that users attach to rows. */
import { notes as table } from '../../../schema/notes.ts';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import { forbidden, invalid } from '../base/errors.ts';
import type { NoteableType } from '../nouns/notes.ts';

export type NotePriority = 'NORMAL' | 'STICKY' | 'STICKY_WITH_CONFIRMATION';

export interface NoteInput {
  message: string;
  priority: NotePriority;
}

const longest = 10_000;

/** Attaches a note, if there is one, to a row in the transaction that creates the row. Errors: INVALID_INPUT, FORBIDDEN. */
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
  if (!viewer.permissions.use('CREATE_NOTE')) throw forbidden('A note requires CREATE_NOTE.', ['CREATE_NOTE']);
  await tx.insert(table).values({ message, priority: note.priority, noteableType, noteableId, userId: viewer.userId });
}
