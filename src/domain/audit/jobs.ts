/** Jobs: append to the hash chain what ended processes left, and create and remove the months of tables that are divided by them. */
import { createPartitions } from '../../db/partitions.ts';
import type { Delivery } from '../outbox/handler.ts';
import * as usage from '../usage/counts.ts';
import { appendAll } from './chain.ts';
import { createDaily } from './checkpoints.ts';
import { removeOldAccesses, removeOldEntries } from './retention.ts';

/** For how many days entries are kept at least. Absent: all are kept. */
export interface Retention {
  logDays?: number | undefined;
  accessLogDays?: number | undefined;
}

type Context = Delivery & { retention?: Retention };

/** Appends queued entries to the hash chain, and signs a checkpoint once a day. Returns the number of entries. */
export async function chain({ db, now }: Context): Promise<number> {
  const added = await appendAll(db);
  await createDaily(db, now);
  return added;
}

/** Creates the partitions of the next months, and removes those that contain only what is old. Returns how many tables lost one. */
export async function partitions({ db, now, retention = {} }: Context): Promise<number> {
  await createPartitions(db);
  const { logDays, accessLogDays } = retention;
  const steps = await Promise.allSettled([
    logDays === undefined ? false : removeOldEntries(db, now, logDays),
    accessLogDays === undefined ? false : removeOldAccesses(db, now, accessLogDays),
    usage.removeOld(db, now),
  ]);
  const failed = steps.find((step) => step.status === 'rejected');
  if (failed) throw failed.reason;
  return steps.filter((step) => step.status === 'fulfilled' && step.value).length;
}
