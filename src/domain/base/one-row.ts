/** Settings that are the only row of their table, which a migration has stored. */
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/database.ts';

/** Returns functions that read the row. `lock`: nobody else changes it until the transaction ends, or with `share` nobody at all. */
export function oneRow<Table extends PgTable & { id: PgColumn }>(table: Table) {
  type Row = Table['$inferSelect'];
  const select = (db: Db) =>
    db
      .select()
      .from(table as PgTable)
      .orderBy(table.id)
      .limit(1);
  return {
    read: async (db: Db): Promise<Row> => only(await select(db)),
    lock: async (tx: Db, strength: 'update' | 'share' = 'update'): Promise<Row> => only(await select(tx).for(strength)),
  };
}

function only<Row>([row]: Row[]): Row {
  if (!row) throw new Error('The row with the settings is missing. A migration has stored it.');
  return row;
}
