/** Changes rows that the database refuses to change, such as those of the log, as a superuser can. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';

export const withoutTriggers = (db: Db, work: (tx: Db) => Promise<unknown>): Promise<unknown> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await work(tx);
  });
