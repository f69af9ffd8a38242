/** Entries of the access log by programs that show records of Latchkey elsewhere: that their user opened one. */
import { accessLogs as table } from '../../../schema/access-logs.ts';
import type { Db } from '../../db/database.ts';
import type { Row } from '../../db/select.ts';
import type { LockedViewer, Viewer } from '../access/viewer.ts';
import { invalid, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { mayRead } from '../lists/access.ts';
import type { Definition } from '../lists/definition.ts';
import { rows } from '../lists/load.ts';
import type { NoteableType } from '../nouns/notes.ts';
import { recordLists } from '../nouns/records.ts';
import { attach, type NoteInput } from './notes.ts';
import { record } from './record.ts';

export interface CreateAccessLogInput {
  accessloggable_type: string;
  accessloggable_id: string;
  note?: NoteInput | null | undefined;
}

/**
 * Records that the viewer opened a record, which the viewer must be able to see. Errors: INVALID_INPUT, NOT_FOUND, and FORBIDDEN
 * for a note without CREATE_NOTE.
 */
export function create(db: Db, viewer: Viewer, input: CreateAccessLogInput): Promise<{ id: string }> {
  const { accessloggable_type: type, accessloggable_id: id, note } = input;
  const definition = recordLists.find((one) => one.type === type);
  if (!definition) throw invalid('accessloggable_type', because('NO_SUCH_TYPE', { types: names }));
  if (note && !definition.relations.notes) throw invalid('note', because('NO_NOTES', { type }));
  return transact(db, viewer, async (tx, viewer) => {
    const opened = await requireVisible(tx, viewer, definition, id);
    const { kind, id: credentialId } = viewer.credential;
    const [entry] = await tx
      .insert(table)
      .values({
        accessloggableType: type,
        accessloggableId: id,
        entityName: nameOf(opened),
        userId: viewer.userId,
        personalAccessTokenId: kind === 'token' ? credentialId : null,
      })
      .returning({ id: table.id });
    const { id: entryId } = entry as { id: string };
    const message = `${viewer.username} opened this (access log entry ${entryId}).`;
    await record(tx, viewer, { type: 'OTHER', entity: type, id, message, current: { access_log_id: entryId } });
    await attach(tx, viewer, type as NoteableType, id, note);
    return { id: entryId };
  });
}

const names = recordLists.map(({ type }) => type).join(', ');

async function requireVisible(tx: Db, viewer: LockedViewer, definition: Definition, id: string): Promise<Row> {
  const [row] = mayRead(viewer, definition) ? await rows(tx, viewer, { definition }, { equals: { id } }) : [];
  if (!row) throw notFound(definition.type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase(), id);
  return row;
}

/** The name that the entry keeps: of a firewall rule or a webhook its description, of a request for access none. */
const nameOf = ({ name, description }: Row): string | null => (name || description || null) as string | null;
