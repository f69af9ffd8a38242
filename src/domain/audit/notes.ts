/** Notes that users leave on users, roles, tokens and firewall rules, and who may change them. */
import { and, eq, sql } from 'drizzle-orm';
import { notes as table } from '../../../schema/notes.ts';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { mayRead, seesRow } from '../lists/access.ts';
import { columnsOf, targetOf } from '../lists/definition.ts';
import type { NoteableType } from '../nouns/notes.ts';
import * as logs from './record.ts';

export type NotePriority = 'NORMAL' | 'STICKY' | 'STICKY_WITH_CONFIRMATION';

export interface NoteInput {
  message: string;
  priority: NotePriority;
}

export interface CreateNoteInput extends NoteInput {
  noteable_type: NoteableType;
  noteable_id: string;
}

export type UpdateNoteInput = { [Key in keyof NoteInput]?: NoteInput[Key] | null };

type Note = typeof table.$inferSelect;

const longest = 10_000;

/** Leaves a note on a record that the viewer may see. Errors: INVALID_INPUT, NOT_FOUND. */
export function create(db: Db, viewer: Viewer, input: CreateNoteInput): Promise<{ id: string }> {
  return transact(db, viewer, async (tx, viewer) => {
    await requireRecord(tx, viewer, input.noteable_type, input.noteable_id);
    const { priority, noteable_type: noteableType, noteable_id: noteableId } = input;
    return insert(tx, viewer, { message: checked('message', input.message), priority, noteableType, noteableId });
  });
}

/** Changes a note. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN (another user's note). */
export function update(db: Db, viewer: Viewer, id: string, input: UpdateNoteInput): Promise<{ id: string }> {
  return transact(db, viewer, async (tx, viewer) => {
    const before = await requireNote(tx, viewer, id);
    const changes = {
      id,
      ...(input.message == null ? {} : { message: checked('message', input.message) }),
      ...(input.priority == null ? {} : { priority: input.priority }),
    };
    const [after] = await tx.update(table).set(changes).where(eq(table.id, id)).returning();
    await record(tx, viewer, 'changed', before, after as Note);
    return { id };
  });
}

/** Deletes a note; its text stays in the log. Errors: NOT_FOUND, FORBIDDEN (another user's note). */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  return transact(db, viewer, async (tx, viewer) => {
    const before = await requireNote(tx, viewer, id);
    await tx.delete(table).where(eq(table.id, id));
    await record(tx, viewer, 'deleted', before, null);
  });
}

/** Leaves a note, if there is one, in the transaction that creates or changes the record. Errors: INVALID_INPUT, FORBIDDEN. */
export async function attach(
  tx: Db,
  viewer: Viewer,
  noteableType: NoteableType,
  noteableId: string,
  note: NoteInput | null | undefined,
): Promise<void> {
  if (!note) return;
  const message = checked('note.message', note.message);
  if (!viewer.permissions.use('CREATE_NOTE')) throw forbidden('A note requires CREATE_NOTE.', ['CREATE_NOTE']);
  await insert(tx, viewer, { message, priority: note.priority, noteableType, noteableId });
}

/** Deletes the notes on records that are deleted: nobody could see them any more. */
export async function removeOf(tx: Db, type: NoteableType, ids: readonly string[]): Promise<void> {
  const their = sql`${table.noteableId} = any(${sql.param([...ids])}::bigint[])`;
  await tx.delete(table).where(and(eq(table.noteableType, type), their));
}

async function insert(
  tx: Db,
  viewer: Viewer,
  note: Pick<Note, 'message' | 'priority' | 'noteableType' | 'noteableId'>,
): Promise<{ id: string }> {
  const [row] = await tx
    .insert(table)
    .values({ ...note, userId: viewer.userId })
    .returning();
  await record(tx, viewer, 'added', null, row as Note);
  return { id: (row as Note).id };
}

function checked(field: string, text: string): string {
  const message = text.trim();
  if (message === '') throw invalid(field, because('BLANK'));
  if (message.length > longest) throw invalid(field, because('TOO_LONG', { most: longest }));
  return message;
}

/** Finds and locks a note on a record that the viewer may see: the viewer's own, or another user's with ALTER_OTHERS_NOTES. */
async function requireNote(tx: Db, viewer: Viewer, id: string): Promise<Note> {
  const [note] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!note || !(await canSee(tx, viewer, note.noteableType as NoteableType, note.noteableId)))
    throw notFound('note', id);
  if (note.userId !== viewer.userId && !viewer.permissions.use('ALTER_OTHERS_NOTES'))
    throw forbidden(because('NOTE_OF_OTHERS', { permission: 'ALTER_OTHERS_NOTES' }), ['ALTER_OTHERS_NOTES']);
  return note;
}

const records: Record<NoteableType, string> = {
  ApplicationFirewallRule: 'application firewall rule',
  PersonalAccessToken: 'personal access token',
  Role: 'role',
  User: 'user',
};

async function requireRecord(tx: Db, viewer: Viewer, type: NoteableType, id: string): Promise<void> {
  if (!(await canSee(tx, viewer, type, id))) throw notFound(records[type], id);
}

/** Whether the record exists and the viewer may see it. It cannot be deleted until the transaction ends. */
async function canSee(tx: Db, viewer: Viewer, type: NoteableType, id: string): Promise<boolean> {
  const definition = targetOf({ to: type });
  if (!mayRead(viewer, definition)) return false;
  const { table, visible } = definition;
  const columns = columnsOf(definition, new Set(['id', visible?.owner ?? 'id']));
  const [row] = await tx.select(columns).from(table).where(eq(table.id, id)).for('key share');
  return row !== undefined && seesRow(viewer, definition, row);
}

/** The entry belongs to the record, on whose page it is shown. */
async function record(tx: Db, viewer: Viewer, what: string, before: Note | null, after: Note | null): Promise<void> {
  const { id, noteableType, noteableId } = (after ?? before) as Note;
  await logs.record(tx, viewer, {
    type: 'OTHER',
    entity: noteableType,
    id: noteableId,
    message: `Note ${id} was ${what}.`,
    previous: before ? loggedColumns(before) : undefined,
    current: after ? loggedColumns(after) : undefined,
  });
}

const loggedColumns = ({ message, priority }: Note) => ({ note_message: message, note_priority: priority });
