/** Whether this process should get requests, answered within a second even if the database does not respond. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/database.ts';
import { isCurrent } from '../db/migrate.ts';

const patienceMs = 800;

/**
 * Queries the database once at a time, so that probes do not take one connection after the other while it does not
 * respond.
 */
export function readiness(db: Db): () => Promise<boolean> {
  let pending: Promise<boolean> | undefined;
  return () => {
    pending ??= isCurrent(db)
      .catch(() => false)
      .finally(() => {
        pending = undefined;
      });
    return Promise.race([pending, sleep(patienceMs, false, { ref: false })]);
  };
}
