/**
 * The hash chain over the log. Entries wait in `log_queue` until a block has them: a list of entries with their hashes, and
 * the hash of the block before it. A checkpoint signs the last block of its time.
 */
import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, instant, int64, int64Key } from './columns.ts';

/** Entries that are in no block yet. Written in the transaction of the entry. */
export const logQueue = pgTable('log_queue', {
  logId: int64().primaryKey(),
  /** When the entry was written. */
  createdAt: instant().notNull(),
  hash: bytes().notNull(),
  /** Made with a key that is not in the database, so that only the server can add entries. */
  mac: bytes().notNull(),
});

export const logBlocks = pgTable(
  'log_blocks',
  {
    /** 1, 2, 3 and so on, without gaps. */
    position: int64().primaryKey(),
    createdAt: instant().notNull(),
    entryIds: int64().array().notNull(),
    /** The hashes of these entries, in 32 bytes each. */
    entryHashes: bytes().notNull(),
    /** The number of entries in this block and all before it. */
    entries: int64().notNull(),
    /** When the first and the last of its entries were written. */
    oldestAt: instant().notNull(),
    newestAt: instant().notNull(),
    hash: bytes().notNull(),
    mac: bytes().notNull(),
  },
  (table) => [index().on(table.newestAt)],
);

export const logCheckpoints = pgTable('log_checkpoints', {
  id: int64Key()
    .primaryKey()
    .$defaultFn(() => sql`default`),
  createdAt: instant().notNull(),
  /** `HEAD`, or `REMOVED`: all blocks up to this position and their entries were removed because of their age. */
  kind: text().notNull(),
  position: int64().notNull(),
  entries: int64().notNull(),
  /** The hash of the block at the position. */
  hash: bytes().notNull(),
  signature: bytes().notNull(),
});
