/** Who looked at what: entries a client makes when a person opens a record. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant, int64 } from './columns.ts';

export const accessLogs = pgTable(
  'access_logs',
  {
    ...entityColumns(),
    accessDatetime: instant().notNull().defaultNow(),
    accessloggableType: text().notNull(),
    accessloggableId: int64().notNull(),
    /** The name the record had then. */
    entityName: text(),
    userId: int64().notNull(),
  },
  (table) => [index().on(table.accessloggableType, table.accessloggableId), index().on(table.userId)],
);
