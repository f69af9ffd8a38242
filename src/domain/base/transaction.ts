/** Transactions without a viewer: for sign-ins, one-time links, the operator and jobs. Those of viewers are in `transact.ts`. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { CommitLostError } from '../../db/failures.ts';
import { chainCommitted, isTransaction, queueEntriesAfter } from '../audit/queue.ts';
import { committed, releasedInto } from '../outbox/outbox.ts';
import { outcomeUnknown } from './errors.ts';

/** Serialization failure and deadlock: the database aborted this transaction, and the next try usually succeeds. */
const transient = new Set(['40001', '40P01']);
const tries = 4;

/**
 * Runs `work` in a transaction, again when the database aborted it because of another one. In another transaction it is
 * nested: what it wrote is committed with the outer one, or not at all, and only the outer one runs again, because what it has
 * read may be out of date, too. Errors: OUTCOME_UNKNOWN.
 */
export async function transactAsSystem<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const isNested = isTransaction(db);
  for (let attempt = 1; ; attempt++) {
    try {
      let transaction: Db | undefined;
      const result = await db.transaction((tx) => {
        transaction = tx;
        return queueEntriesAfter(db, tx, work);
      });
      if (transaction && isNested) releasedInto(db, transaction);
      else if (transaction) {
        committed(transaction);
        chainCommitted(transaction);
      }
      return result;
    } catch (error) {
      if (error instanceof CommitLostError) throw outcomeUnknown(error);
      if (isNested || attempt === tries || !transient.has(databaseError(error)?.code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30 * attempt));
    }
  }
}

/** Waits until no other transaction of any process has the lock of this key, which lasts until this one ends. */
export async function takeLock(tx: Db, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** The database's error, unwrapped from those of the driver and the query builder. */
export function databaseError(error: unknown): { code?: string; constraint?: string } | null {
  if (!(error instanceof Error)) return null;
  return 'code' in error ? (error as { code: string; constraint?: string }) : databaseError(error.cause);
}
