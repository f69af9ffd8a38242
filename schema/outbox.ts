/** What has to happen after a transaction has committed, such as sending an email: written in that transaction. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, int64Key } from './columns.ts';

export const outbox = pgTable(
  'outbox',
  {
    id: int64Key()
      .primaryKey()
      .$defaultFn(() => sql`default`),
    createdAt: instant().notNull().defaultNow(),
    /** A message with a key is not written while another with this key waits. */
    key: text().unique(),
    kind: text().notNull(),
    /** Ids and plain facts. Never a secret or a one-time link. */
    about: jsonb().$type<Record<string, unknown>>().notNull(),
    /**
     * When it may be delivered. A worker that claims it sets a later time, so that no other worker claims it meanwhile.
     */
    dueAt: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
  },
  (table) => [index().on(table.dueAt)],
);
