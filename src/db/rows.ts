/** Runs a statement that is not built of tables, and returns its rows. */
import type { SQL } from 'drizzle-orm';
import type { Db } from './database.ts';

export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return ((await db.execute(statement)) as unknown as { rows: Row[] }).rows;
}
