/**
 * The current time comes from the database, since all processes share its clock. A process's own clock may be wrong.
 */
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';

export async function timeOf(db: Db): Promise<Date> {
  const read = await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`);
  const [row] = (read as unknown as { rows: { ms: string }[] }).rows;
  return new Date(Number(row?.ms));
}

/** A moment of this process, by `performance.now()` which no one can set, in SQL as the database's time. */
export const momentIn = (column: string) => sql.raw(`clock_timestamp() - ${column} * interval '1 millisecond'`);
