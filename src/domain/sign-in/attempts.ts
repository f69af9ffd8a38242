/** Counting what may happen only so often within a while: in the database, so that all processes count together. */
import { eq, sql } from 'drizzle-orm';
import { signInAttempts as table } from '../../../schema/sessions.ts';
import type { Db } from '../../db/database.ts';

/** How long a count lasts unless the caller says otherwise. Counters are kept for a day, so no window may be longer. */
const windowMinutes = 15;

/**
 * Counts an attempt under each key before it is made, in one statement, so that parallel attempts cannot slip through. A
 * window starts with its first attempt, and later ones do not prolong it. Answers the keys that are over their number now,
 * each with the seconds until its window ends.
 */
export async function count(
  db: Db,
  most: Record<string, number>,
  minutes = windowMinutes,
): Promise<Map<string, number>> {
  const ends = sql`${table.windowStartedAt} + make_interval(mins => ${minutes}::int)`;
  const isOver = sql`${ends} < clock_timestamp()`;
  // In one order, so that two statements with the same keys never wait for each other.
  const keys = Object.keys(most).sort();
  const counted = await db
    .insert(table)
    .values(keys.map((key) => ({ key, attempts: 1 })))
    .onConflictDoUpdate({
      target: table.key,
      set: {
        attempts: sql`case when ${isOver} then 1 else ${table.attempts} + 1 end`,
        windowStartedAt: sql`case when ${isOver} then clock_timestamp() else ${table.windowStartedAt} end`,
      },
    })
    .returning({
      key: table.key,
      attempts: table.attempts,
      seconds: sql<number>`greatest(1, ceil(extract(epoch from ${ends} - clock_timestamp())))::int`,
    });
  const over = counted.filter(({ key, attempts }) => attempts > (most[key] ?? 0));
  return new Map(over.map(({ key, seconds }) => [key, seconds]));
}

/** Takes back attempts that were counted and do not count. */
export async function uncount(db: Db, key: string, attempts = 1): Promise<void> {
  const left = sql`greatest(0, ${table.attempts} - ${attempts}::int)`;
  await db.update(table).set({ attempts: left }).where(eq(table.key, key));
}

/** Forgets all attempts under a key. Answers how many there were. */
export async function forget(db: Db, key: string): Promise<number> {
  const [forgotten] = await db.delete(table).where(eq(table.key, key)).returning();
  return forgotten?.attempts ?? 0;
}
