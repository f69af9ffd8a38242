/** Permissions that the operator declares for the checks of other services, and the version of the whole catalog. */
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { entityColumns, instant } from './columns.ts';

export const customPermissions = pgTable('custom_permissions', {
  ...entityColumns(),
  /** Never changes, because other services check it. */
  name: text().notNull().unique('custom_permissions_name'),
  group: text().notNull(),
  description: text().notNull(),
  warning: text(),
  /** The kinds of resource to which tokens can limit it. Declared once, because tokens are limited by them. */
  resourceKinds: text().array().notNull().default([]),
  /** From then on nobody gets it who does not have it. */
  retiredAt: instant(),
  /** The name of the access file whose `latchkey apply` created it; null: nothing that `apply` may remove. */
  managedBy: text(),
});

/** A single row, or none before the first change. Every process compares its version with the one of its own catalog. */
export const permissionCatalog = pgTable('permission_catalog', {
  id: integer().primaryKey().default(1),
  /** Random, so that the same version never means two catalogs, not even after a restored backup. */
  version: uuid().notNull().defaultRandom(),
});
