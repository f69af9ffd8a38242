/** Projects, the grants on each, and the analyses that programs submit. */
import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { entityColumns, int64 } from './columns.ts';
import { roles } from './roles.ts';
import { users } from './users.ts';

export const projects = pgTable('projects', {
  ...entityColumns(),
  /** The identifier that programs use; unique, never changed. */
  key: text().notNull().unique('projects_key'),
  name: text().notNull(),
});

const project = () =>
  int64()
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** A permission on one project, for a user or for all users of a role. */
export const projectGrants = pgTable(
  'project_grants',
  {
    ...entityColumns(),
    projectId: project(),
    permission: text().notNull(),
    userId: int64().references(() => users.id),
    roleId: int64().references(() => roles.id, { onDelete: 'cascade' }),
  },
  (table) => [
    check('project_grants_one_holder', sql`(user_id is null) <> (role_id is null)`),
    uniqueIndex('project_grants_of_user').on(table.projectId, table.permission, table.userId),
    uniqueIndex('project_grants_of_role').on(table.projectId, table.permission, table.roleId),
    index().on(table.userId, table.permission),
    index().on(table.roleId, table.permission),
  ],
);

export interface Measure {
  metric: string;
  value: string;
}

export const analyses = pgTable(
  'analyses',
  {
    ...entityColumns(),
    projectId: project(),
    revision: text().notNull(),
    branch: text().notNull(),
    measures: jsonb().$type<Measure[]>().notNull(),
    /** The user who submitted it, and the token. */
    userId: int64().notNull(),
    tokenId: int64(),
  },
  (table) => [index('analyses_project_id').on(table.projectId, table.id)],
);
