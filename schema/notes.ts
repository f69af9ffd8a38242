/** Notes that people leave on a user, a role, a token or a firewall rule. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, int64 } from './columns.ts';

export const notes = pgTable(
  'notes',
  {
    ...entityColumns(),
    message: text().notNull(),
    priority: text().notNull(),
    noteableType: text().notNull(),
    noteableId: int64().notNull(),
    userId: int64(),
  },
  (table) => [index().on(table.noteableType, table.noteableId), index().on(table.userId)],
);
