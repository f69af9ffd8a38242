/** Whether this process should be sent requests, told within a second whatever the database does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/database.ts';
import { isCurrent } from '../db/migrate.ts';

const patienceMs = 800;

/** Asks the database, once at a time: on one that hangs, probes must not take one connection after the other. */
export function readiness(db: Db): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  return () => {
    asked ??= isCurrent(db)
      .catch(() => false)
      .finally(() => {
        asked = undefined;
      });
    return Promise.race([asked, sleep(patienceMs, false, { ref: false })]);
  };
}
