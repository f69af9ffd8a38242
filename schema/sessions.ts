/** Browser sessions, one-time links to set a password, and the counters that slow down guessing. */
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { users } from './users.ts';

const owner = () =>
  int64()
    .notNull()
    .references(() => users.id);

export const sessions = pgTable(
  'sessions',
  {
    ...entityColumns(),
    userId: owner(),
    secretHash: bytes().notNull().unique(),
    lastSeenAt: instant().notNull().defaultNow(),
    passwordConfirmedAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    ip: text().notNull(),
    userAgent: text(),
  },
  (table) => [index().on(table.userId)],
);

export const passwordLinks = pgTable(
  'password_links',
  {
    ...entityColumns(),
    userId: owner(),
    secretHash: bytes().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    /** The user who made the link. Null: the operator, or an unknown maker, whose links do not work. */
    makerId: int64().references(() => users.id),
    byOperator: boolean().notNull().default(false),
    /**
     * The link works only while its user has no permissions beyond these: what its maker could grant, and what the user
     * had then. Null: no limit.
     */
    within: text().array(),
  },
  (table) => [index().on(table.userId), index().on(table.makerId)],
);

export const signInAttempts = pgTable('sign_in_attempts', {
  /**
   * What is counted: `network:…`, `user:…`, `device:…`, `session:…`, and others. Never something that a person typed.
   */
  key: text().primaryKey(),
  attempts: integer().notNull(),
  windowStartedAt: instant().notNull().defaultNow(),
});
