/**
 * Reads the blocks of the chain in their order, with the entries that they list. What follows is being read while a part is
 * verified, since PostgreSQL and this program can work at the same time.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, between, type SQL, sql } from 'drizzle-orm';
import { logBlocks } from '../../../schema/log-chain.ts';
import { logs } from '../../../schema/logs.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import type { Block } from './blocks.ts';
import type { Entry } from './entry-hash.ts';

export interface Part {
  blocks: Block[];
  /** Those that were found of the entries in these blocks, and of neighbours. */
  entries: Entry[];
}

/** Some 10 MB. */
const entriesAtOnce = 20_000;
const leastBlocks = 20;

/** The parts of the chain after this position. */
export async function* partsAfter(db: Db, position: string): AsyncGenerator<Part> {
  let blocks = await readBlocks(db, position, leastBlocks);
  let next = read(db, blocks);
  try {
    while (blocks.length > 0) {
      const [entries, following] = await next;
      const part = { blocks, entries };
      blocks = following;
      next = read(db, blocks);
      // It may fail while the part is verified.
      next.catch(() => undefined);
      // The statement is sent before the part is verified.
      await nextTurn();
      yield part;
    }
  } finally {
    await Promise.allSettled([next]);
  }
}

/** The entries of these blocks, and the blocks after them: about as many as have `entriesAtOnce`. */
async function read(db: Db, blocks: readonly Block[]): Promise<[Entry[], Block[]]> {
  const last = blocks.at(-1);
  if (!last) return [[], []];
  const ids = blocks.flatMap(({ entryIds }) => entryIds);
  const entriesOfBlock = Math.max(ids.length / blocks.length, 1);
  const count = Math.max(Math.floor(entriesAtOnce / entriesOfBlock), leastBlocks);
  return [await readEntries(db, idsAre(ids)), await readBlocks(db, last.position, count)];
}

interface StoredBlock extends Omit<Block, 'createdAt' | 'entryIds' | 'entryHashes' | 'oldestAt' | 'newestAt'> {
  created_at: string;
  ids: string;
  entry_hashes: Buffer;
  oldest_at: string;
  newest_at: string;
}

/** A manipulated array gives ids that were not hashed, which verification reports. */
const idsIn = (array: string): string[] => (array === '{}' ? [] : array.slice(1, -1).split(','));

/** Millions of rows are read without the query builder, which takes longer to map each than it takes to verify it. */
async function readBlocks(db: Db, after: string, count: number): Promise<Block[]> {
  const rows = await rowsOf<StoredBlock>(
    db,
    sql`select position, created_at, entry_hashes, entries, oldest_at, newest_at, hash, mac,
      ${logBlocks.entryIds}::text as ids from ${logBlocks}
    where ${logBlocks.position} > ${after} order by ${logBlocks.position} limit ${count}`,
  );
  return rows.map((row) => ({
    position: row.position,
    createdAt: new Date(row.created_at),
    entryIds: idsIn(row.ids),
    entryHashes: row.entry_hashes,
    entries: row.entries,
    oldestAt: new Date(row.oldest_at),
    newestAt: new Date(row.newest_at),
    hash: row.hash,
    mac: row.mac,
  }));
}

/** Entries of neighbouring blocks have ids close together, and reading a range is faster than looking each up. */
function idsAre(ids: readonly string[]): SQL | undefined {
  const valid = ids.filter((id) => /^-?\d{1,18}$/.test(id));
  const numbers = valid.map(BigInt);
  if (numbers.length === 0) return sql`false`;
  const low = numbers.reduce((one, other) => (one < other ? one : other));
  const high = numbers.reduce((one, other) => (one > other ? one : other));
  const isDense = high - low < 4n * BigInt(ids.length);
  const range = between(logs.id, String(low), String(high));
  return isDense ? range : and(range, sql`${logs.id} = any(${sql.param(valid)}::bigint[])`);
}

interface StoredEntry extends Record<string, unknown> {
  created_at: string;
  updated_at: string;
}

async function readEntries(db: Db, which: SQL | undefined): Promise<Entry[]> {
  return (await rowsOf<StoredEntry>(db, sql`select * from ${logs} where ${which}`)).map(entryOf);
}

const entryOf = (row: StoredEntry): Entry =>
  ({
    id: row.id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
    level: row.level,
    type: row.type,
    message: row.message,
    loggableType: row.loggable_type,
    loggableId: row.loggable_id,
    loggedEntityType: row.logged_entity_type,
    loggedEntityId: row.logged_entity_id,
    current: row.current,
    previous: row.previous,
    relationData: row.relation_data,
    legacy: row.legacy,
    legacyTitle: row.legacy_title,
    userId: row.user_id,
    credential: row.credential,
    credentialId: row.credential_id,
  }) as Entry;
