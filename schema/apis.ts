/** The APIs of other services: their OpenAPI documents, and what each operation requires, as the documents said when they were given. */
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { entityColumns, int64 } from './columns.ts';

export const apis = pgTable('apis', {
  ...entityColumns(),
  /** Never changes, because the configuration of proxies names it. */
  name: text().notNull().unique('apis_name'),
  description: text().notNull().default(''),
  /** As it was given: JSON or YAML. */
  document: text().notNull(),
  /** Random at each change of the document, so that the same value never means two documents, not even after a restored backup. */
  revision: uuid().notNull().defaultRandom(),
});

export const apiOperations = pgTable(
  'api_operations',
  {
    ...entityColumns(),
    apiId: int64()
      .notNull()
      .references(() => apis.id, { onDelete: 'cascade' }),
    method: text().notNull(),
    /** With the base path of the server, and parameters in braces. */
    path: text().notNull(),
    /** Permissions joined by `and`, alternatives by `or`. Empty: any valid token will do. */
    requires: text().notNull(),
    /** The resource on which they are needed, such as `project:{key}`. Null: everywhere. */
    resource: text(),
  },
  (table) => [index('api_operations_api').on(table.apiId, table.id)],
);
