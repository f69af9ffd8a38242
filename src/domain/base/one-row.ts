/** Settings that are the only row of their table. It is stored with the defaults of its columns when it is first read. */
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/database.ts';

/** Returns functions that read the row. `lock`: until the transaction ends nobody else changes it, or with `share` nobody at all. */
export function oneRow<Table extends PgTable & { id: PgColumn }>(table: Table) {
  type Row = Table['$inferSelect'];
  const select = (db: Db) =>
    db
      .select()
      .from(table as PgTable)
      .orderBy(table.id)
      .limit(1)
      .$dynamic();
  async function stored(db: Db): Promise<void> {
    await db
      .insert(table)
      .values({ id: '1' } as never)
      .onConflictDoNothing();
  }
  async function read(db: Db): Promise<Row> {
    const [row] = await select(db);
    if (row) return row;
    await stored(db);
    return read(db);
  }
  async function lock(tx: Db, strength: 'update' | 'share' = 'update'): Promise<Row> {
    const [row] = await select(tx).for(strength);
    if (row) return row;
    await stored(tx);
    return lock(tx, strength);
  }
  return { read, lock };
}
