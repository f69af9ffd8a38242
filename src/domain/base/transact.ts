/** Write transactions: each reads its credential again and locks it, changes rows and records log entries, or does nothing. */
import type { Db } from '../../db/database.ts';
import { WaitedTooLongError } from '../../db/failures.ts';
import { confirm } from '../access/authenticate.ts';
import type { LockedViewer, Viewer } from '../access/viewer.ts';
import { conflict } from './errors.ts';
import { because } from './reasons.ts';
import { databaseError, takeLock, transactAsSystem } from './transaction.ts';

/**
 * Runs `work` with the viewer read again inside the transaction and locked until it ends. Transactions with the same
 * `lockKey` run one after the other: those of this process wait without holding a connection, those of other processes for
 * an advisory lock, taken before any row lock so that there are no deadlocks. Errors: UNAUTHENTICATED, FORBIDDEN (the
 * credential lost permissions), OUTCOME_UNKNOWN, WaitedTooLongError after five seconds.
 */
export function transact<T>(
  db: Db,
  viewer: Viewer,
  work: (tx: Db, viewer: LockedViewer) => Promise<T>,
  lockKey?: string,
): Promise<T> {
  const run = () =>
    transactAsSystem(db, async (tx) => {
      if (lockKey) await takeLock(tx, lockKey);
      return work(tx, await confirm(tx, viewer));
    });
  return lockKey ? serialized(lockKey, run) : run();
}

const lastByLockKey = new Map<string, Promise<unknown>>();
const longestWaitMs = 5_000;

async function serialized<T>(lockKey: string, work: () => Promise<T>): Promise<T> {
  const before = lastByLockKey.get(lockKey) ?? Promise.resolve();
  const waited = withinTime(before);
  const mine = waited.then(work);
  // The next one also waits for `before`, in case this one gave up waiting.
  const settled = Promise.allSettled([before, mine]);
  lastByLockKey.set(lockKey, settled);
  try {
    return await mine;
  } finally {
    if (lastByLockKey.get(lockKey) === settled)
      void settled.then(() => lastByLockKey.get(lockKey) === settled && lastByLockKey.delete(lockKey));
  }
}

function withinTime(before: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new WaitedTooLongError('Waited too long for other changes with the same lock key.'));
    const timer = setTimeout(giveUp, longestWaitMs);
    const go = () => {
      clearTimeout(timer);
      resolve();
    };
    before.then(go, go);
  });
}

/** Runs a write. `fields` maps unique constraints to fields: a violation becomes CONFLICT on the field. */
export async function unique<T>(write: Promise<T>, fields: Record<string, string>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const clash = databaseError(error);
    const field = clash?.code === '23505' ? fields[clash.constraint ?? ''] : undefined;
    if (field) throw conflict(because('TAKEN', { field }), field);
    throw error;
  }
}
