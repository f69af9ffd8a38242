/** People and the programs that act for them. A user is disabled, never deleted. */
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, int64 } from './columns.ts';
import { roles } from './roles.ts';

export const users = pgTable(
  'users',
  {
    ...entityColumns(),
    name: text().notNull(),
    publicName: text().notNull(),
    username: text().notNull(),
    /** The user name folded by case and look-alikes: what makes two names one account. */
    usernameKey: text().notNull().unique(),
    emailAddress: text().notNull(),
    emailAddressKey: text().notNull().unique(),
    mobileNumber: text(),
    language: text().notNull().default('en'),
    roleId: int64().references(() => roles.id),
    superAdmin: boolean().notNull().default(false),
    enabled: boolean().notNull().default(true),
    /** A program's account: it has tokens, and cannot sign in by password. */
    serviceAccount: boolean().notNull().default(false),
    /** Null until the user has set a password through a one-time link. */
    passwordHash: text(),
    tablePaginatorSize: int64(),
    navigationExpanded: boolean(),
    uiPreferences: text(),
  },
  (table) => [index().on(table.roleId)],
);
