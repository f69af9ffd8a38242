/** The access log: which user read which record. It has a partition for each month, and no row of it is changed. */
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
    /** The token with which it was read; null in a session. */
    personalAccessTokenId: int64(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('access_logs_loggable').on(table.accessloggableType, table.accessloggableId, table.id),
    index('access_logs_user_id').on(table.userId, table.id),
  ],
);
