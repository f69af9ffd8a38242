/**
 * The current time comes from the database, since all processes share its clock. A process's own clock may be wrong.
 */
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { rowsOf } from './rows.ts';

export async function timeOf(db: Db): Promise<Date> {
  const [row] = await rowsOf<{ ms: string }>(
    db,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return new Date(Number(row?.ms));
}

/** A moment of this process, by `performance.now()` which no one can set, in SQL as the database's time. */
export const momentIn = (column: string) => sql.raw(`clock_timestamp() - ${column} * interval '1 millisecond'`);
