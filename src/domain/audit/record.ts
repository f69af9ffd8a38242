/** What is written down about a change: which row, from what to what, by whom, with which credential. Never a secret. */
import { eq } from 'drizzle-orm';
import { logs as table } from '../../../schema/logs.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import type { Row } from '../../db/select.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';
import * as users from '../people/users.ts';
import type { Viewer } from '../access/viewer.ts';

export const definition: Definition = defineList({
  type: 'Log',
  description: 'One change: what it was, what it became, and who made it.',
  table,
  permission: 'READ_ALL_LOGS',
  columns: {
    level: is('log_level', table.level, 'How serious it is.'),
    type: is('log_type', table.type, 'What kind of change it was.'),
    message: is('text', table.message, 'The change in words.'),
    current: is('text', table.current, 'The changed columns after it, as a JSON object.'),
    previous: maybe('text', table.previous, 'The changed columns before it, as a JSON object.'),
    relation_data: maybe('text', table.relationData, 'What was attached or detached, as a JSON object.'),
    loggable_id: is('int64', table.loggableId, 'The thing on whose page the entry belongs.'),
    loggable_type: is('string', table.loggableType, 'The kind of that thing.'),
    logged_entity_id: is('int64', table.loggedEntityId, 'The thing that changed.'),
    logged_entity_type: is('string', table.loggedEntityType, 'The kind of the thing that changed.'),
    user_id: maybe('int64', table.userId, 'Who did it; null for the program and its operator.'),
    legacy: is('boolean', table.legacy, 'Whether the entry was carried over from another system.'),
    legacy_title: maybe('string', table.legacyTitle, 'The title it had there.'),
  },
  relations: {
    user: { to: () => users.definition, many: false, from: 'user_id', at: usersTable.id, description: 'Who did it.' },
  },
});

/** The log of a noun's rows. */
export function relation(type: string): Relation {
  return {
    to: () => definition,
    many: true,
    from: 'id',
    at: table.loggableId,
    where: eq(table.loggableType, type),
    description: 'What was changed about it, and by whom.',
  };
}

/** Who did it: a viewer, the operator at the command line, or the program by itself. */
export type Actor = Viewer | 'operator' | 'system';

export interface Change {
  type: 'CREATED' | 'UPDATED' | 'DELETED' | 'SYSTEM' | 'OTHER';
  /** What to think twice about; such an entry is a WARNING, and its message says it. */
  warnings?: readonly string[];
  entity: string;
  id: string;
  message: string;
  /** The public columns before and after; for an update only those that differ are kept. */
  previous?: Row | undefined;
  current?: Row | undefined;
}

/** Records a change in the transaction that makes it. If it cannot be written, the change fails. */
export async function record(tx: Db, actor: Actor, change: Change): Promise<void> {
  const { previous, current } = difference(change);
  const credential = typeof actor === 'string' ? { kind: actor, id: null } : actor.credential;
  const warnings = change.warnings ?? [];
  await tx.insert(table).values({
    level: warnings.length > 0 ? 'WARNING' : 'INFO',
    type: change.type,
    message: [change.message, ...warnings].join(' '),
    loggableType: change.entity,
    loggableId: change.id,
    loggedEntityType: change.entity,
    loggedEntityId: change.id,
    current: JSON.stringify(current),
    previous: previous && JSON.stringify(previous),
    userId: typeof actor === 'string' ? null : actor.userId,
    credential: credential.kind,
    credentialId: credential.id,
  });
}

function difference({ previous, current = {} }: Change): { previous: Row | null; current: Row } {
  if (!previous) return { previous: null, current };
  const changed = Object.keys(previous).filter((key) => JSON.stringify(previous[key]) !== JSON.stringify(current[key]));
  return { previous: pick(previous, changed), current: pick(current, changed) };
}

const pick = (row: Row, keys: string[]): Row => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
