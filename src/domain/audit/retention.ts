/**
 * Removes log entries and access log entries that are older than they are to be kept, by whole months. Log entries are
 * removed together with their blocks, and a signed checkpoint says up to which one.
 */
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, min } from 'drizzle-orm';
import { logBlocks, logQueue } from '../../../schema/log-chain.ts';
import { logs } from '../../../schema/logs.ts';
import type { Db } from '../../db/database.ts';
import { dropPartitions, endsBefore } from '../../db/partitions.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { endOfRemoved, type Place } from './blocks.ts';
import { lockChain } from './chain.ts';
import { create } from './checkpoints.ts';
import { logKeysOf } from './log-keys.ts';

const dayMs = 24 * 3600 * 1000;

/** Removes the months of the log that ended at least so many days ago. Returns whether there was one. */
export async function removeOldEntries(db: Db, now: Date, days: number): Promise<boolean> {
  let isRemoved = false;
  for (const end of await endsBefore(db, 'logs', new Date(now.getTime() - days * dayMs))) {
    isRemoved = await removeBefore(db, end);
    if (isRemoved) break;
  }
  await removeBlocks(db);
  return isRemoved;
}

const blocksAtOnce = 1_000;

/** Deletes the blocks whose removal a checkpoint has signed, in small steps: there may be hundreds of thousands. */
async function removeBlocks(db: Db): Promise<void> {
  const { position } = await endOfRemoved(db);
  const some = db
    .select({ position: logBlocks.position })
    .from(logBlocks)
    .where(lte(logBlocks.position, position))
    .orderBy(asc(logBlocks.position))
    .limit(blocksAtOnce);
  for (let removed = blocksAtOnce; removed === blocksAtOnce; )
    removed = (
      await db.delete(logBlocks).where(inArray(logBlocks.position, some)).returning({ at: logBlocks.position })
    ).length;
}

/** Returns false if a block has entries from before and after this time: then an earlier month is tried. */
function removeBefore(db: Db, end: Date): Promise<boolean> {
  return transactAsSystem(db, async (tx) => {
    await lockChain(tx);
    const place = await lastBlockBefore(tx, end);
    if (await isKept(tx, end, place)) return false;
    if (place) await create(tx, logKeysOf(db), 'REMOVED', place);
    return (await dropPartitions(tx, 'logs', end)) > 0;
  });
}

/** The last of the blocks from the start that have only entries of before. */
async function lastBlockBefore(tx: Db, end: Date): Promise<Place | undefined> {
  const { position, entries, hash, newestAt } = logBlocks;
  const [first] = await tx
    .select({ position: min(position) })
    .from(logBlocks)
    .where(gte(newestAt, end));
  const before = first?.position ? lt(position, first.position) : undefined;
  const [last] = await tx
    .select({ position, entries, hash })
    .from(logBlocks)
    .where(before)
    .orderBy(desc(position))
    .limit(1);
  return last;
}

/** Whether an entry of before is in a later block, or in none yet. */
async function isKept(tx: Db, end: Date, place: Place | undefined): Promise<boolean> {
  const later = and(gt(logBlocks.position, place?.position ?? '0'), lt(logBlocks.oldestAt, end));
  const [block] = await tx.select({ position: logBlocks.position }).from(logBlocks).where(later).limit(1);
  if (block) return true;
  const waiting = tx.select({ id: logs.id }).from(logQueue).innerJoin(logs, eq(logs.id, logQueue.logId));
  const [entry] = await waiting.where(lt(logs.createdAt, end)).limit(1);
  return entry !== undefined;
}

/** Removes the months of the access log that ended at least so many days ago. Returns whether there was one. */
export async function removeOldAccesses(db: Db, now: Date, days: number): Promise<boolean> {
  const [end] = await endsBefore(db, 'access_logs', new Date(now.getTime() - days * dayMs));
  if (!end) return false;
  await transactAsSystem(db, (tx) => dropPartitions(tx, 'access_logs', end));
  return true;
}
