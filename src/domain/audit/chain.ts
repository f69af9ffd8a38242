/**
 * Appends blocks to the hash chain of the log: after a commit, so that no writer waits for another. Each block has the hash
 * of the one before it. Between the commit of an entry and its block are some hundred milliseconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { asc, gt, inArray, sql } from 'drizzle-orm';
import { logBlocks, logQueue } from '../../../schema/log-chain.ts';
import { logs } from '../../../schema/logs.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { type Block, endOfChain, hashOfBlock } from './blocks.ts';
import { hashOfEntry } from './entry-hash.ts';
import { type LogKeys, logKeysOf } from './log-keys.ts';
import { onEntries } from './queue.ts';

const mostEntries = 1_000;
/** Entries that are committed within this time share a block. */
const collectedMs = 200;

const lockKey = sql`hashtextextended('log chain', 0)`;

/** One process at a time appends, and the chain does not change while a transaction holds this. */
export const lockChain = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`);

interface Hashed {
  id: string;
  hash: Buffer;
  createdAt: Date;
}

/** Appends a block with the queued entries, at most 1,000. Returns their number; null: another process is appending. */
export function append(db: Db): Promise<number | null> {
  const keys = logKeysOf(db);
  return transactAsSystem(db, async (tx) => {
    const [tried] = await rowsOf<{ held: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${lockKey}) as held`);
    if (!tried?.held) return null;
    const next = tx.select({ id: logQueue.logId }).from(logQueue).orderBy(asc(logQueue.logId)).limit(mostEntries);
    const queued = await tx.delete(logQueue).where(inArray(logQueue.logId, next)).returning();
    // Somebody without the key has added the others. They are in no block, which verification reports.
    const genuine = queued.filter(({ hash, mac }) => keys.isMac(mac, hash));
    await addBlock(tx, keys, genuine.map(({ logId: id, hash, createdAt }) => ({ id, hash, createdAt })).sort(byId));
    return queued.length;
  });
}

const byId = (one: Hashed, other: Hashed) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1);

/** Appends all that is queued. Returns the number of entries. */
export async function appendAll(db: Db): Promise<number> {
  for (let total = 0; ; ) {
    const added = await append(db);
    total += added ?? 0;
    if (added === null) await sleep(collectedMs);
    else if (added < mostEntries) return total;
  }
}

async function addBlock(tx: Db, keys: LogKeys, entries: readonly Hashed[]): Promise<void> {
  if (entries.length === 0) return;
  const last = await endOfChain(tx);
  const ids = entries.map(({ id }) => id);
  const times = entries.map(({ createdAt }) => createdAt.getTime());
  const block: Omit<Block, 'hash' | 'mac'> = {
    position: String(BigInt(last.position) + 1n),
    createdAt: await timeOf(tx),
    entryIds: ids,
    entryHashes: Buffer.concat(entries.map(({ hash }) => hash)),
    entries: String(BigInt(last.entries) + BigInt(ids.length)),
    oldestAt: new Date(Math.min(...times)),
    newestAt: new Date(Math.max(...times)),
  };
  const hash = hashOfBlock(block, last.hash);
  await tx.insert(logBlocks).values({ ...block, hash, mac: keys.mac(hash) });
}

/** Appends the entries of this process soon after they are committed; a job appends those of processes that have ended. */
export function startChaining(db: Db, failed: (error: unknown) => void): () => Promise<void> {
  let isWanted = false;
  let isStopped = false;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();
  const round = async () => {
    while (isWanted) {
      await sleep(isStopped ? 0 : collectedMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      isWanted = false;
      await appendAll(db).catch(failed);
    }
  };
  const stop = onEntries(() => {
    isWanted = true;
    running ??= round().finally(() => {
      running = null;
    });
  });
  return async () => {
    stop();
    isStopped = true;
    stopping.abort();
    await running;
  };
}

/**
 * Appends the entries that were written before the log had a hash chain. Must be called only in the transaction of the migration
 * that creates the chain: later, entries without a block were inserted by somebody without the key.
 */
export async function chainOldEntries(tx: Db, keys: LogKeys): Promise<void> {
  for (let last = '0'; ; ) {
    const entries = await tx.select().from(logs).where(gt(logs.id, last)).orderBy(asc(logs.id)).limit(mostEntries);
    const end = entries.at(-1);
    if (!end) return;
    await addBlock(
      tx,
      keys,
      entries.map((entry) => ({ id: entry.id, hash: hashOfEntry(entry), createdAt: entry.createdAt })),
    );
    last = end.id;
  }
}
