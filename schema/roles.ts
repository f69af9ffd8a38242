/** A role is a name for a set of permissions; a user has at most one. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant } from './columns.ts';

export const roles = pgTable('roles', {
  ...entityColumns(),
  name: text().notNull(),
  nameKey: text().notNull().unique(),
  /** Names from the permission catalog; unknown ones (of a newer version) are ignored when read. */
  appliedPermissions: text().array().notNull(),
  /** Since when uses of all of them are counted: when the role was last given one. */
  countedSince: instant().notNull().defaultNow(),
  /** What was last taken off it and not given back since. */
  removedPermissions: text().array(),
  removedAt: instant(),
});
