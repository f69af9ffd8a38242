/** The access log: entries that a client makes when a user opens a record. */
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, int64, partitionedColumns } from './columns.ts';

export const accessLogs = pgTable(
  'access_logs',
  {
    ...partitionedColumns(),
    accessDatetime: instant().notNull().defaultNow(),
    accessloggableType: text().notNull(),
    accessloggableId: int64().notNull(),
    /** The name of the record at that time. */
    entityName: text(),
    userId: int64().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('access_logs_loggable').on(table.accessloggableType, table.accessloggableId, table.id),
    index('access_logs_user_id').on(table.userId, table.id),
  ],
);
