/** The accounts of users at sign-in providers, with which they sign in. */
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { entityColumns, instant, int64 } from './columns.ts';
import { users } from './users.ts';

export const providerIdentities = pgTable(
  'provider_identities',
  {
    ...entityColumns(),
    userId: int64()
      .notNull()
      .references(() => users.id),
    /** The id of the provider in the file of sign-in providers, which may not list it any more. */
    providerId: text().notNull(),
    issuer: text().notNull(),
    /** The id of the account there, unique at its issuer and never given to another account. */
    subject: text().notNull(),
    lastUsedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.issuer, table.subject),
    // A second account is refused: its email address may have been given to another person.
    unique().on(table.userId, table.issuer),
  ],
);
