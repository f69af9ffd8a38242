/** Remembers for each user the last transaction in which the user changed something, for all processes and machines. */
import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { lastWrites } from '../../schema/last-writes.ts';
import type { Db } from './database.ts';

/**
 * Must be the last statement of the transaction: others of the same user wait for its row until the commit. It is visible
 * exactly when the change is, so no process can acknowledge a change that others do not know of.
 */
export async function recordWriter(tx: Db, user: string): Promise<void> {
  await tx.execute(sql`insert into ${lastWrites} (user_id, transaction) values (${user}, pg_current_xact_id())
    on conflict (user_id) do update set transaction = excluded.transaction`);
}

/** Selected beside a user: the number of that transaction, 0 if there is none. */
export const lastWriteOf = (user: AnyPgColumn): SQL<number> =>
  sql`coalesce((select ${lastWrites.transaction} from ${lastWrites} where ${lastWrites.userId} = ${user}), '0')`.mapWith(
    Number,
  );

export const noLastWrite = sql<number | null>`null`;
