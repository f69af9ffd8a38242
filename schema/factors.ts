/** Second factors a person enrolled for signing in. */
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, int64 } from './columns.ts';
import { users } from './users.ts';

export const authenticationFactors = pgTable(
  'authentication_factors',
  {
    ...entityColumns(),
    userId: int64()
      .notNull()
      .references(() => users.id),
    type: text().notNull(),
    /** What tells it apart: an address or a number, already shortened for showing. */
    data: text(),
    isVerified: boolean().notNull().default(false),
  },
  (table) => [index().on(table.userId)],
);
