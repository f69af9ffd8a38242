/** Predefined caps for tokens: a name for a set of permissions, read each time a token is used. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const permissionSets = pgTable('permission_sets', {
  ...entityColumns(),
  name: text().notNull(),
  nameKey: text().notNull().unique('permission_sets_name'),
  description: text().notNull().default(''),
  permissions: text().array().notNull(),
  /** Which of the program's own sets it is; null for one an administrator made. */
  builtIn: text().unique('permission_sets_built_in'),
});
