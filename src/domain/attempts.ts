/** Counting tries at guessing a password, per account and per network. */
import { eq, sql } from 'drizzle-orm';
import { signInAttempts as table } from '../../schema/sessions.ts';
import type { Db } from '../db/open.ts';

const attemptWindow = sql`interval '15 minutes'`;

/**
 * Counts a try under each key before it is made, in one statement, so that parallel tries cannot slip through. False
 * when a key has had more than its number within a quarter of an hour.
 */
export async function count(db: Db, most: Record<string, number>): Promise<boolean> {
  const fresh = sql`${table.windowStartedAt} < clock_timestamp() - ${attemptWindow}`;
  const keys = Object.keys(most).sort();
  const counted = await db
    .insert(table)
    .values(keys.map((key) => ({ key, attempts: 1 })))
    .onConflictDoUpdate({
      target: table.key,
      set: {
        attempts: sql`case when ${fresh} then 1 else ${table.attempts} + 1 end`,
        windowStartedAt: sql`case when ${fresh} then clock_timestamp() else ${table.windowStartedAt} end`,
      },
    })
    .returning({ key: table.key, attempts: table.attempts });
  return counted.every(({ key, attempts }) => attempts <= (most[key] ?? 0));
}

/** Starts a key anew, after a right password. */
export const forgive = (db: Db, key: string) => db.delete(table).where(eq(table.key, key));
