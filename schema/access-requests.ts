/** What people asked to be allowed, and what was granted of it: for their account, or for one token of theirs alone. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant, int64 } from './columns.ts';
import { personalAccessTokens } from './tokens.ts';
import { users } from './users.ts';

export const accessRequests = pgTable(
  'access_requests',
  {
    ...entityColumns(),
    /** Who asks, and whose account or token it is for. */
    userId: int64()
      .notNull()
      .references(() => users.id),
    /** Null: for the account. */
    tokenId: int64().references(() => personalAccessTokens.id, { onDelete: 'cascade' }),
    permissions: text().array().notNull(),
    reason: text().notNull().default(''),
    /** `PENDING`, `GRANTED` or `DECLINED`. */
    state: text().notNull().default('PENDING'),
    decidedByUserId: int64().references(() => users.id),
    decidedAt: instant(),
    /** What whoever decided says to whoever asked. */
    answer: text().notNull().default(''),
    /** Of a grant: null is for ever. The instant itself is no longer valid. */
    expiresAt: instant(),
    /** When it was taken back: by whoever asked, or by an administrator. */
    endedAt: instant(),
  },
  (table) => [index().on(table.userId), index().on(table.tokenId)],
);
