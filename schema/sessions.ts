/** Browser sessions, sign-ins that wait for a second factor, one-time links to set a password, and the counters that slow down guessing. */
import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { providerIdentities } from './provider-identities.ts';
import { users } from './users.ts';

const owner = () =>
  int64()
    .notNull()
    .references(() => users.id);

const identity = () => int64().references(() => providerIdentities.id, { onDelete: 'set null' });

export const sessions = pgTable(
  'sessions',
  {
    ...entityColumns(),
    userId: owner(),
    secretHash: bytes().notNull().unique(),
    lastSeenAt: instant().notNull().defaultNow(),
    /** When the user last confirmed the password, with a code if they have a second factor, or used a passkey. */
    passwordConfirmedAt: instant().notNull().defaultNow(),
    /** When a code of a second factor was last confirmed. */
    factorConfirmedAt: instant(),
    /**
     * When a passkey was last used, or the user signed in at a provider again, until it has confirmed one change under a policy that
     * requires it for each.
     */
    passkeyConfirmedAt: instant(),
    /** With what the user signed in at a provider; null: without one, or it was removed. */
    identityId: identity(),
    /** Whether the provider was trusted with the second factor (`trust_second_factor`), so that none is required here. */
    factorAtProvider: boolean().notNull().default(false),
    /** When the user signed in at a provider again, until a code of the second factor completes the confirmation. */
    providerConfirmedAt: instant(),
    expiresAt: instant().notNull(),
    ip: text().notNull(),
    userAgent: text(),
  },
  (table) => [index().on(table.userId)],
);

/** After the password or the provider, while the second factor is missing. It is not a session: nothing but the second step reads it. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    ...entityColumns(),
    userId: owner(),
    secretHash: bytes().notNull().unique(),
    /** A keyed hash of the password's hash: after a change of the password the sign-in begins anew. */
    password: text().notNull(),
    expiresAt: instant().notNull(),
    /** The linked account with which it began. Removing the link ends it. */
    identityId: identity(),
    /** When the user signed in at the provider. */
    authenticatedAt: instant(),
    /** The provider that has confirmed the user, and what it said, which counts only after the second step. */
    providerId: text(),
    claims: jsonb(),
  },
  (table) => [index().on(table.userId)],
);

export const passwordLinks = pgTable(
  'password_links',
  {
    ...entityColumns(),
    userId: owner(),
    secretHash: bytes().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    /** The address to which it was emailed, which its use verifies. Null: another person may have passed it on. */
    emailedTo: text(),
    /** The user who made the link. Null: the operator, or an unknown maker, whose links do not work. */
    makerId: int64().references(() => users.id),
    byOperator: boolean().notNull().default(false),
    /**
     * The link works only while its user has no permissions beyond these: what its maker could grant, and what the user
     * had then. Null: no limit.
     */
    within: text().array(),
  },
  (table) => [index().on(table.userId), index().on(table.makerId)],
);

export const signInAttempts = pgTable('sign_in_attempts', {
  /**
   * What is counted: `network:…`, `user:…`, `device:…`, `session:…`, `factor minute:…`, and others. Never something that a person typed.
   */
  key: text().primaryKey(),
  attempts: integer().notNull(),
  windowStartedAt: instant().notNull().defaultNow(),
  /** Whether the log has an entry on the lock in this window. */
  lockLogged: boolean().notNull().default(false),
});
