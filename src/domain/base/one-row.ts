/** Settings that are the only row of their table. It is stored with the defaults of its columns when it is first read. */
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/database.ts';

/** Returns a function that reads the row. */
export function oneRow<Table extends PgTable & { id: PgColumn }>(table: Table) {
  return async function read(db: Db): Promise<Table['$inferSelect']> {
    const [row] = await db
      .select()
      .from(table as PgTable)
      .orderBy(table.id)
      .limit(1);
    if (row) return row;
    await db
      .insert(table)
      .values({ id: '1' } as never)
      .onConflictDoNothing();
    return read(db);
  };
}
