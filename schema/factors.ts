/** Second factors that users enrolled for signing in, and what belongs to them. */

import { sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { sessions } from './sessions.ts';
import { users } from './users.ts';

export const authenticationFactors = pgTable(
  'authentication_factors',
  {
    ...entityColumns(),
    userId: int64()
      .notNull()
      .references(() => users.id),
    type: text().notNull(),
    /** What people recognise it by: a shortened address, the name of a passkey, or the number of unused recovery codes. */
    data: text(),
    isVerified: boolean().notNull().default(false),
    /**
     * Of a passkey: when a restored database was fenced (`latchkey fence`). It signs in only together with the password, until
     * it has done so once.
     */
    fencedAt: instant(),
    /** Of an authenticator app: the secret, encrypted with the key of the installation (`base/sealing.ts`). */
    secret: bytes(),
    /** Of an authenticator app: a secret that replaces `secret` once a code of it was sent. */
    nextSecret: bytes(),
    /** Of an authenticator app: the time step of the last accepted code. No code of it or of an earlier one is accepted. */
    lastStep: bigint({ mode: 'number' }),
    /** Of codes by email: the address that received the code at enrollment. */
    address: text(),
    /** Of codes by email: the keyed hash of the code that was sent last. Null: none was sent, or it was used. */
    codeHash: bytes(),
    /** Of codes by email: until when a code that was asked for may be sent and used. */
    codeExpiresAt: instant(),
  },
  (table) => [
    index().on(table.userId),
    // Users may have several passkeys, and one of each other type.
    uniqueIndex('authentication_factors_type').on(table.userId, table.type).where(sql`type <> 'PASSKEY'`),
  ],
);

const factor = () =>
  int64()
    .notNull()
    .references(() => authenticationFactors.id, { onDelete: 'cascade' });

/** The recovery codes that were not used yet, as keyed hashes. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  { ...entityColumns(), factorId: factor(), codeHash: bytes().notNull() },
  (table) => [uniqueIndex('recovery_codes_code').on(table.factorId, table.codeHash)],
);

export const passkeys = pgTable('passkeys', {
  factorId: factor().primaryKey(),
  /** Chosen by the authenticator, as base64url. */
  credentialId: text().notNull().unique(),
  publicKey: bytes().notNull(),
  /** How often the authenticator has signed, if it counts. */
  counter: bigint({ mode: 'number' }).notNull(),
  transports: text().array().notNull(),
});

/** Challenges that passkeys sign, each valid for minutes and for one signature. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challenge: text().primaryKey(),
    expiresAt: instant().notNull(),
    /** The session in which it is to be used. Null: a sign-in. */
    sessionId: int64().references(() => sessions.id, { onDelete: 'cascade' }),
    /** The passkey that it enrolls. Null: one that exists signs it. */
    factorId: int64().references(() => authenticationFactors.id, { onDelete: 'cascade' }),
  },
  (table) => [index().on(table.sessionId), index().on(table.factorId)],
);
