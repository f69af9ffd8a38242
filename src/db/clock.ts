/** What time it is: the database says, since its clock is the one all processes share. A process's own may be wrong. */
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';

export async function timeOf(db: Db): Promise<Date> {
  const read = await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`);
  const [row] = (read as unknown as { rows: { ms: string }[] }).rows;
  return new Date(Number(row?.ms));
}

/** A moment of this process, by `performance.now()` which nobody sets, in SQL as the database's time. */
export const momentIn = (column: string) => sql.raw(`clock_timestamp() - ${column} * interval '1 millisecond'`);
