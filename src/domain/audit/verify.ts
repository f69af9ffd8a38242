/**
 * Verifies the log against its hash chain: every change, removal or insertion of an entry or a block is found, and the removal
 * of the last ones by a checkpoint that was made before it.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { logBlocks, logCheckpoints, logQueue } from '../../../schema/log-chain.ts';
import { logs } from '../../../schema/logs.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import { type Block, endOfRemoved, hashOfBlock, type Place } from './blocks.ts';
import { type Checkpoint, type CheckpointKind, isGenuine } from './checkpoints.ts';
import { type Entry, hashOfEntry } from './entry-hash.ts';
import type { LogKeys } from './log-keys.ts';
import { type Part, partsAfter } from './read-chain.ts';

export interface Verified {
  blocks: number;
  entries: number;
  /** Entries of the last moments, which are in no block yet. */
  waiting: number;
  checkpoints: number;
  /** Where the chain begins, after what was removed because of its age. */
  from: Place;
  /** One sentence for each fault that was found. */
  faults: string[];
}

/** After so many faults the verification ends. */
export const mostFaults = 1_000;

/** Reads the whole log. `kept`: checkpoints that were kept elsewhere. */
export async function verify(db: Db, keys: LogKeys, kept: readonly Checkpoint[] = []): Promise<Verified> {
  const faults: string[] = [];
  // Read first: what is appended meanwhile comes after them.
  const stored = await db.select().from(logCheckpoints).orderBy(asc(logCheckpoints.id));
  const checkpoints = [...stored.map((row) => ({ ...row, kind: row.kind as CheckpointKind })), ...kept];
  const from = await endOfRemoved(db);
  const genuine = checkpoints.filter((checkpoint) => {
    if (isGenuine(keys, checkpoint)) return true;
    faults.push(`The checkpoint of ${checkpoint.createdAt.toISOString()} was not signed by this installation.`);
    return false;
  });
  const pending = byPosition(genuine);
  let last: Place = from;
  let blocks = 0;
  let entries = 0;
  for (const checkpoint of pending.get(from.position) ?? []) compare(checkpoint, from, faults);
  pending.delete(from.position);
  for await (const part of partsAfter(db, from.position)) {
    for (const block of part.blocks) {
      faults.push(...faultsOfBlock(block, last, keys));
      for (const checkpoint of pending.get(block.position) ?? []) compare(checkpoint, block, faults);
      pending.delete(block.position);
      last = block;
      entries += block.entryIds.length;
    }
    faults.push(...faultsOfEntries(part));
    blocks += part.blocks.length;
    if (faults.length >= mostFaults) break;
  }
  for (const checkpoint of [...pending.values()].flat()) faults.push(...missingBefore(checkpoint, from, last));
  faults.push(...(await inSeveralBlocks(db)));
  const { waiting, faults: others } = await outsideOfBlocks(db, keys);
  faults.push(...others);
  // What is removed because of its age while this runs is not a fault.
  if ((await endOfRemoved(db)).position !== from.position) return verify(db, keys, kept);
  return { blocks, entries, waiting, checkpoints: checkpoints.length, from, faults };
}

function byPosition(checkpoints: readonly Checkpoint[]): Map<string, Checkpoint[]> {
  const found = new Map<string, Checkpoint[]>();
  for (const each of checkpoints) found.set(each.position, [...(found.get(each.position) ?? []), each]);
  return found;
}

function compare(checkpoint: Checkpoint, place: Place, faults: string[]): void {
  if (checkpoint.hash.equals(place.hash) && checkpoint.entries === place.entries) return;
  faults.push(
    `Block ${place.position} is not the one that the checkpoint of ${checkpoint.createdAt.toISOString()} was made for.`,
  );
}

/** A checkpoint for a block that is not there. What was removed because of its age may have older ones. */
function missingBefore(checkpoint: Checkpoint, from: Place, last: Place): string[] {
  const { position, createdAt } = checkpoint;
  const [at, first, end] = [position, from.position, last.position].map(BigInt) as [bigint, bigint, bigint];
  if (at < first) return [];
  if (at <= end) return [`Block ${position} is missing.`];
  return [
    `The end of the log is missing: the checkpoint of ${createdAt.toISOString()} was made for block ${position}, and the last one is ${last.position}.`,
  ];
}

function faultsOfBlock(block: Block, last: Place, keys: LogKeys): string[] {
  const { position, hash, mac, entryIds, entryHashes } = block;
  const expected = BigInt(last.position) + 1n;
  if (BigInt(position) !== expected) return [`The blocks from ${expected} to ${BigInt(position) - 1n} are missing.`];
  const isWhole =
    hashOfBlock(block, last.hash).equals(hash) &&
    keys.isMac(mac, hash) &&
    entryHashes.length === 32 * entryIds.length &&
    BigInt(last.entries) + BigInt(entryIds.length) === BigInt(block.entries);
  return isWhole ? [] : [`Block ${position} was changed.`];
}

function faultsOfEntries({ blocks, entries }: Part): string[] {
  const faults: string[] = [];
  const wanted = new Set(blocks.flatMap(({ entryIds }) => entryIds));
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    // Of the neighbours, those in no block are found later.
    if (wanted.has(entry.id) && found.has(entry.id))
      faults.push(`Entry ${entry.id} was inserted: there are two of this id.`);
    found.set(entry.id, entry);
  }
  for (const { entryIds, entryHashes } of blocks)
    for (const [place, id] of entryIds.entries()) {
      const entry = found.get(id);
      if (!entry) faults.push(`Entry ${id} was removed.`);
      else if (!hashOfEntry(entry).equals(entryHashes.subarray(32 * place, 32 * (place + 1))))
        faults.push(`Entry ${id} was changed.`);
    }
  return faults;
}

/** Entries that somebody has put back into the queue after they were in a block. */
async function inSeveralBlocks(db: Db): Promise<string[]> {
  const found = await rowsOf<{ id: string }>(
    db,
    sql`select id::text from (select unnest(${logBlocks.entryIds}) as id from ${logBlocks}) entries
      group by id having count(*) > 1 limit ${mostFaults}`,
  );
  return found.map(({ id }) => `Entry ${id} is in several blocks.`);
}

const entriesAtOnce = 5_000;

/** Entries that are in no block: those that wait for one, and those that were written without the key. */
async function outsideOfBlocks(db: Db, keys: LogKeys): Promise<{ waiting: number; faults: string[] }> {
  const blocks = sql`(select unnest(${logBlocks.entryIds}) as id from ${logBlocks})`;
  const faults: string[] = [];
  let waiting = 0;
  // From the lowest number on, because somebody may insert entries with any.
  for (let last: string | null = null; faults.length < mostFaults; ) {
    // One statement: an entry cannot leave the queue for a block in between.
    const outside = await db
      .select({ entry: logs, queued: logQueue })
      .from(logs)
      .leftJoin(logQueue, eq(logQueue.logId, logs.id))
      .where(
        and(
          last === null ? undefined : gt(logs.id, last),
          sql`not exists (select from ${blocks} block where block.id = ${logs.id})`,
        ),
      )
      .orderBy(asc(logs.id))
      .limit(entriesAtOnce);
    const found: string[] = outside.flatMap(({ entry, queued }) => {
      if (!queued || !keys.isMac(queued.mac, queued.hash))
        return [`Entry ${entry.id} was inserted: it is in no block.`];
      return hashOfEntry(entry).equals(queued.hash) ? [] : [`Entry ${entry.id} was changed.`];
    });
    faults.push(...found);
    waiting += outside.length - found.length;
    if (outside.length < entriesAtOnce) break;
    last = outside.at(-1)?.entry.id as string;
  }
  return { waiting, faults };
}
