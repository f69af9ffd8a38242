/**
 * Fair locks on rows. PostgreSQL lets new transactions share a row while another one waits to change it, so the change
 * could wait as long as busy programs overlap. Here transactions that want to share a row queue behind those that wait
 * to change it. A turn lasts until the end of the transaction.
 */
import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Db } from './database.ts';

type Thing = 'permission set' | 'role' | 'token' | 'user';

/** Keys of their own: a transaction that waits for its lock key in `alone` has not queued for its row yet. */
const key = (thing: Thing, id: SQLWrapper) => sql`hashtextextended(${`turn at ${thing} `}::text || ${id}, 0)`;

/** Selected with a row that is locked FOR SHARE, since it is evaluated before the lock is taken. */
export const lockShared = (thing: Thing, id: SQLWrapper) => sql`pg_advisory_xact_lock_shared(${key(thing, id)})`;

/** Awaited before rows are changed or locked FOR UPDATE; in the order of their ids, to avoid deadlocks. */
export async function lockForChange(tx: Db, thing: Thing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const id = sql`id`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(${key(thing, id)}) from unnest(${sql.param([...ids])}::bigint[]) as id order by id`,
  );
}
