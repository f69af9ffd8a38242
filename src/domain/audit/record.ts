/** The audit log: each change is recorded in the transaction that makes it. */
import { logs as table } from '../../../schema/logs.ts';
import type { Db } from '../../db/database.ts';
import type { Row } from '../../db/select.ts';
import type { Credential } from '../access/viewer.ts';
import type { Entry } from './entry-hash.ts';
import { addToChain } from './queue.ts';

/** Who made a change: a user with a credential, such as a viewer, or the program. */
export type Actor = { userId: string; credential: Pick<Credential, 'kind' | 'id'> } | 'operator' | 'system';

export interface Change {
  type: 'CREATED' | 'UPDATED' | 'DELETED' | 'SYSTEM' | 'OTHER';
  /** Appended to the message; an entry with warnings has the level WARNING. */
  warnings?: readonly string[];
  entity: string;
  id: string;
  message: string;
  /** The public columns before and after; for an update only those that differ are kept. */
  previous?: Row | undefined;
  current?: Row | undefined;
}

/** The user who made a change; null: the program or the operator, who has no account. */
export const userOf = (actor: Actor): string | null =>
  typeof actor === 'string' || actor.credential.kind === 'operator' ? null : actor.userId;

/** Records a change in the caller's transaction. If the entry cannot be written, the change fails. */
export async function record(tx: Db, actor: Actor, change: Change): Promise<void> {
  const { previous, current } = difference(change);
  const userId = userOf(actor);
  const credential = typeof actor === 'string' ? { kind: actor, id: null } : actor.credential;
  const warnings = change.warnings ?? [];
  const values = {
    level: warnings.length > 0 ? 'WARNING' : 'INFO',
    type: change.type,
    message: [change.message, ...warnings].join(' '),
    loggableType: change.entity,
    loggableId: change.id,
    loggedEntityType: change.entity,
    loggedEntityId: change.id,
    current: JSON.stringify(current),
    previous: previous && JSON.stringify(previous),
    userId,
    credential: credential.kind,
    credentialId: userId === null ? null : credential.id,
  };
  const [entry] = await tx.insert(table).values(values).returning();
  addToChain(tx, entry as Entry);
}

function difference({ previous, current = {} }: Change): { previous: Row | null; current: Row } {
  if (!previous) return { previous: null, current };
  const changed = Object.keys(previous).filter((key) => JSON.stringify(previous[key]) !== JSON.stringify(current[key]));
  return { previous: pick(previous, changed), current: pick(current, changed) };
}

const pick = (row: Row, keys: string[]): Row => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
