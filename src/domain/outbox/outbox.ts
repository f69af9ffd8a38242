/**
 * Messages that a transaction stores and that are delivered at least once after it was committed, never after a rollback.
 * `webhooks/` stores and delivers those of the kind EVENT, so that webhooks and emails never wait for each other.
 */
import { sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import type { Db } from '../../db/database.ts';

/**
 * The stored data of each kind of message: never a secret or a one-time link. The file of each kind's handler adds it
 * by `declare module`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: other files add to it.
export interface Messages {}

export type Kind = keyof Messages;

interface Options {
  /** Delays delivery by others, so that the caller can deliver it with `deliverOne`. */
  afterSeconds?: number;
  /** No other message with this key may be waiting. */
  key?: string;
}

/** Stores a message in the transaction of the change that it is about. Returns its id. */
export async function add<K extends Kind>(
  tx: Db,
  kind: K,
  about: Messages[K],
  { afterSeconds = 0, key }: Options = {},
): Promise<string> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${afterSeconds}::int)`;
  const [row] = await tx.insert(table).values({ kind, about, dueAt, key }).returning({ id: table.id });
  wakeAfterCommit(tx);
  return row?.id as string;
}

/** The listeners are notified when the transaction has committed. */
export const wakeAfterCommit = (tx: Db) => void written.add(tx);

const written = new WeakSet<Db>();
const listeners = new Set<() => void>();

/** Must be called when a nested transaction has ended without an error: its messages wait for the commit of the outer one. */
export function releasedInto(outer: Db, nested: Db): void {
  if (written.has(nested)) wakeAfterCommit(outer);
}

/** Must be called after a commit: notifies the listeners if the transaction stored a message. */
export function committed(tx: Db): void {
  if (written.has(tx)) wake();
}

/** Notifies the listeners of messages that this process or one of its workers has stored. */
export function wake(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener after each transaction of this process that stored a message. Returns a function that removes it. */
export function onCommitted(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
