/** Roles: sets of permissions with a name. A user has at most one role. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant } from './columns.ts';

export const roles = pgTable('roles', {
  ...entityColumns(),
  name: text().notNull(),
  nameKey: text().notNull().unique(),
  /** Names from the permission catalog. Unknown names, from a newer version, are ignored when read. */
  appliedPermissions: text().array().notNull(),
  /** The start of the period in which uses of all its permissions were counted: when a permission was last added. */
  countedSince: instant().notNull().defaultNow(),
  /** The permissions that were last taken off it and not given back since. */
  removedPermissions: text().array(),
  removedAt: instant(),
  /** The name of the access file whose `latchkey apply` created it; null: nothing that `apply` may remove. */
  managedBy: text(),
});
