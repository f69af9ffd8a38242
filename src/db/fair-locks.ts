/**
 * Fair turns at a row. PostgreSQL lets newcomers share a row while somebody waits to change it, so the change could wait as
 * long as busy programs overlap. Here one queues: who would share a row waits behind whoever waits to change it. A turn
 * lasts until the end of the transaction.
 */
import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Db } from './database.ts';

type Thing = 'permission set' | 'role' | 'token' | 'user';

/** Keys of their own: whoever waits `alone` for something has not yet queued for its row. */
const key = (thing: Thing, id: SQLWrapper) => sql`hashtextextended(${`turn at ${thing} `}::text || ${id}, 0)`;

/** Selected with a row that is locked FOR SHARE: it is worked out before the lock is taken. */
export const sharing = (thing: Thing, id: SQLWrapper) => sql`pg_advisory_xact_lock_shared(${key(thing, id)})`;

/** Awaited before a row is changed or locked FOR UPDATE; several in the order of their ids, so that none wait in a circle. */
export async function changing(tx: Db, thing: Thing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const id = sql`id`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(${key(thing, id)}) from unnest(${sql.param([...ids])}::bigint[]) as id order by id`,
  );
}
