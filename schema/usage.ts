/**
 * How often each permission and root field was used, a row per day, and the addresses from which tokens were used. No
 * foreign keys, so that writing never waits for a transaction that locked a token; the upkeep job removes orphans.
 */
import { sql } from 'drizzle-orm';
import { bigint, date, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, int64, int64Key } from './columns.ts';

export const usage = pgTable(
  'usage',
  {
    /** 0: the user's browser sessions. */
    tokenId: int64().notNull(),
    userId: int64().notNull(),
    /** In UTC. */
    day: date().notNull(),
    /** `PERMISSION` or `METHOD`. */
    kind: text().notNull(),
    name: text().notNull(),
    /** The number of requests that used it, however often each did. */
    uses: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.userId, table.day, table.kind, table.name] }),
    index().on(table.userId, table.day),
  ],
);

export const usageAddresses = pgTable(
  'usage_addresses',
  {
    tokenId: int64().notNull(),
    address: text().notNull(),
    /** Its /24, or its /48 in IPv6. Other addresses in it count as the same place. */
    network: text().notNull(),
    firstUsedAt: instant().notNull(),
    lastUsedAt: instant().notNull(),
    uses: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tokenId, table.address] }), index().on(table.firstUsedAt)],
);

/** The processes that count uses in memory before they write them, one row per running process. */
export const usageWriters = pgTable('usage_writers', {
  id: int64Key()
    .primaryKey()
    .$defaultFn(() => sql`default`),
  /** When it last reported that it runs. */
  seenAt: instant().notNull().defaultNow(),
  /** How often it was asked to write. */
  asked: int64().notNull().default('0'),
  /** Up to which of these requests it has written. */
  written: int64().notNull().default('0'),
});
