/** Users: people, and service accounts for programs. A user can be disabled, but not deleted. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { roles } from './roles.ts';

export const users = pgTable(
  'users',
  {
    ...entityColumns(),
    name: text().notNull(),
    publicName: text().notNull(),
    username: text().notNull(),
    /** The user name folded by case and look-alike letters, which decides whether two names are the same. */
    usernameKey: text().notNull().unique(),
    emailAddress: text().notNull(),
    emailAddressKey: text().notNull().unique(),
    /** When the user opened a link that was sent to this address. Null: nobody knows whose address it is. */
    emailVerifiedAt: instant(),
    /** When an identity provider has set this address by SCIM. Null: somebody else has. */
    emailProvisionedAt: instant(),
    /** The new address that the user wants, until its link is opened or has expired. The hash is set when the link is emailed. */
    pendingEmailAddress: text(),
    pendingEmailHash: bytes().unique(),
    pendingEmailUntil: instant(),
    mobileNumber: text(),
    language: text().notNull().default('en'),
    roleId: int64().references(() => roles.id),
    superAdmin: boolean().notNull().default(false),
    enabled: boolean().notNull().default(true),
    /** When and by whom a disabled user was disabled (null: by the program), and how many sessions that ended. */
    disabledAt: instant(),
    disabledByUserId: int64(),
    endedSessions: integer(),
    /** An account for a program: it has tokens, and cannot sign in with a password. */
    serviceAccount: boolean().notNull().default(false),
    /** Null until the user has set a password with a one-time link. */
    passwordHash: text(),
    /** When a restored database was fenced (`latchkey fence`). Nothing of the user is accepted until a new password is set. */
    fencedAt: instant(),
    tablePaginatorSize: int64(),
    navigationExpanded: boolean(),
    uiPreferences: text(),
    /** The kinds of email that the user has turned off. */
    mutedEmails: text().array().notNull().default([]),
    /** The name of the access file whose `latchkey apply` created it; null: nothing that `apply` may remove. */
    managedBy: text(),
    /** The name of the user at an identity provider that manages users by SCIM. Compared exactly. */
    externalId: text().unique(),
    /** Parts of the name, if an identity provider has sent them apart. Null after somebody else has changed the name. */
    givenName: text(),
    familyName: text(),
    /** When an identity provider has deleted the user by SCIM, which then no longer sees the user. Enabling the user ends that. */
    deprovisionedAt: instant(),
  },
  (table) => [
    // With the id, by which equal rows are sorted, an index answers a page anywhere in the list.
    index('users_role_id').on(table.roleId, table.id),
    index('users_name').on(sql`lower(name)`, table.id),
    index('users_username').on(sql`lower(username)`, table.id),
    index('users_email_address').on(sql`lower(email_address)`, table.id),
    index('users_created_at').on(table.createdAt, table.id),
    index('users_fenced').on(table.id).where(sql`fenced_at is not null`),
    // Searched columns also have trigram indexes, `users_texts` and `users_managed_by_texts`.
  ],
);
