/** Second factors that users enrolled for signing in. */
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
    /** An address or a number, already shortened for display. */
    data: text(),
    isVerified: boolean().notNull().default(false),
  },
  (table) => [index().on(table.userId)],
);
