/** Personal access tokens. The secret itself is never stored, only its SHA-256. */
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { users } from './users.ts';

export const personalAccessTokens = pgTable(
  'personal_access_tokens',
  {
    ...entityColumns(),
    userId: int64()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** The name folded by case, unique among the owner's live tokens. */
    nameKey: text().notNull(),
    secretHash: bytes().notNull().unique(),
    /** The first and the last four characters, by which a person recognises a token. */
    start: text().notNull(),
    lastFour: text().notNull(),
    /** Null: does not expire. The instant itself is no longer valid. */
    expiresAt: instant(),
    revokedAt: instant(),
    revokeReason: text(),
  },
  (table) => [
    index().on(table.userId),
    uniqueIndex('personal_access_tokens_live_name').on(table.userId, table.nameKey).where(sql`revoked_at is null`),
  ],
);
