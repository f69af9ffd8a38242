/** Requests for permissions, and their grants: for the user's account, or for one of the user's tokens. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant, int64 } from './columns.ts';
import { personalAccessTokens } from './tokens.ts';
import { users } from './users.ts';

export const accessRequests = pgTable(
  'access_requests',
  {
    ...entityColumns(),
    /** The user who makes the request, whose account or token it is for. */
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
    /** The message to the requester from the user who decided. */
    answer: text().notNull().default(''),
    /** For grants; null: no expiry. At this instant the grant is no longer valid. */
    expiresAt: instant(),
    /** When the requester or an administrator ended it. */
    endedAt: instant(),
  },
  (table) => [index().on(table.userId), index().on(table.tokenId)],
);
