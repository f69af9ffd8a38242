/**
 * The log of changes: what was changed, from what and to what, by whom and with which credential. Written with the
 * change, and never changed: a trigger refuses it. It has a partition for each month.
 */
import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { int64, partitionedColumns } from './columns.ts';

export const logs = pgTable(
  'logs',
  {
    ...partitionedColumns(),
    level: text().notNull(),
    type: text().notNull(),
    message: text().notNull(),
    /** The entity on whose page the entry is shown. */
    loggableType: text().notNull(),
    loggableId: int64().notNull(),
    /** The entity that changed; the same one, unless it belongs to another. */
    loggedEntityType: text().notNull(),
    loggedEntityId: int64().notNull(),
    /** JSON objects of the public columns. */
    current: text().notNull(),
    previous: text(),
    relationData: text(),
    legacy: boolean().notNull().default(false),
    legacyTitle: text(),
    /**
     * The user who made the change; null for the program itself. Deliberately no foreign key: the entry is
     * kept after the user is deleted.
     */
    userId: int64(),
    /** `session`, `token`, `operator` or `system`, and the row's id for the first two. */
    credential: text().notNull(),
    credentialId: int64(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('logs_loggable').on(table.loggableType, table.loggableId, table.id),
    index('logs_user_id').on(table.userId, table.id),
    // Leads to the last change of a record, past any number of other events such as refused requests.
    index('logs_changes').on(table.loggableType, table.loggableId, table.id).where(sql`type in ('CREATED', 'UPDATED')`),
  ],
);
