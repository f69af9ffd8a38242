/** Permission sets: caps for tokens with a name, read at each use of a token. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const permissionSets = pgTable('permission_sets', {
  ...entityColumns(),
  name: text().notNull(),
  nameKey: text().notNull().unique('permission_sets_name'),
  description: text().notNull().default(''),
  permissions: text().array().notNull(),
  /** The name of a built-in set; null for a set that an administrator made. */
  builtIn: text().unique('permission_sets_built_in'),
  /** The name of the access file whose `latchkey apply` created it; null: nothing that `apply` may remove. */
  managedBy: text(),
});
