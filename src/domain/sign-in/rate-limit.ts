/** Limits how often something may happen within a time window. Counted in the database, so that all processes count together. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { signInAttempts as table } from '../../../schema/sessions.ts';
import type { Db } from '../../db/database.ts';

/** The default window. Counters are deleted after a day, so no window may be longer. */
const windowMinutes = 15;

/** The most attempts under a key, in the default window or in another. */
type Most = number | { most: number; minutes: number };

export interface Counted {
  key: string;
  /** Until its window ends. */
  seconds: number;
  isOver: boolean;
  /** Whether no further attempt is allowed if this one fails, and the log has no entry on that yet. */
  locks: boolean;
}

/** Counts an attempt under each key of `most`. Returns the keys that are over their number, each with the seconds until its window ends. */
export async function count(db: Db, most: Record<string, Most>, minutes = windowMinutes): Promise<Map<string, number>> {
  return over(await countEach(db, most, minutes));
}

export const over = (counted: readonly Counted[]): Map<string, number> =>
  new Map(counted.filter(({ isOver }) => isOver).map(({ key, seconds }) => [key, seconds]));

/**
 * Counts an attempt under each key of `most` before it is made, in one statement, so that parallel attempts are counted too.
 * A window starts with its first attempt and is not extended by later ones.
 */
export async function countEach(db: Db, most: Record<string, Most>, minutes = windowMinutes): Promise<Counted[]> {
  const limitOf = (key: string) => {
    const limit = most[key] ?? 0;
    return typeof limit === 'number' ? { most: limit, minutes } : limit;
  };
  // Always in the same order, to avoid deadlocks.
  const keys = Object.keys(most).sort();
  const lasting = JSON.stringify(Object.fromEntries(keys.map((key) => [key, limitOf(key).minutes])));
  const ends = sql`${table.windowStartedAt} + make_interval(mins => (${lasting}::jsonb ->> ${table.key})::int)`;
  const isOver = sql`${ends} < clock_timestamp()`;
  const counted = await db
    .insert(table)
    .values(keys.map((key) => ({ key, attempts: 1 })))
    .onConflictDoUpdate({
      target: table.key,
      set: {
        attempts: sql`case when ${isOver} then 1 else ${table.attempts} + 1 end`,
        windowStartedAt: sql`case when ${isOver} then clock_timestamp() else ${table.windowStartedAt} end`,
        lockLogged: sql`${table.lockLogged} and not ${isOver}`,
      },
    })
    .returning({
      key: table.key,
      attempts: table.attempts,
      lockLogged: table.lockLogged,
      seconds: sql<number>`greatest(1, ceil(extract(epoch from ${ends} - clock_timestamp())))::int`,
    });
  return counted.map(({ key, attempts, lockLogged, seconds }) => ({
    key,
    seconds,
    isOver: attempts > limitOf(key).most,
    locks: attempts >= limitOf(key).most && !lockLogged,
  }));
}

/** Notes that the log has an entry on the locks of these keys. Returns those of which it had none, with the end of their window. */
export function noteLocks(tx: Db, keys: readonly string[]): Promise<{ key: string; until: Date }[]> {
  const those = and(inArray(table.key, [...keys]), eq(table.lockLogged, false));
  const until = sql`${table.windowStartedAt} + make_interval(mins => ${windowMinutes}::int)`.mapWith(
    table.windowStartedAt,
  );
  return tx.update(table).set({ lockLogged: true }).where(those).returning({ key: table.key, until });
}

export async function uncount(db: Db, key: string, attempts = 1): Promise<void> {
  const left = sql`greatest(0, ${table.attempts} - ${attempts}::int)`;
  await db.update(table).set({ attempts: left }).where(eq(table.key, key));
}

export async function forget(db: Db, key: string): Promise<number> {
  const [forgotten] = await db.delete(table).where(eq(table.key, key)).returning();
  return forgotten?.attempts ?? 0;
}
