/**
 * `latchkey fence`: after a restore of a backup, nothing that the backup contains lets anybody in. Sessions and links end; users
 * and tokens are fenced, which every statement that reads a credential checks, until a user sets a new password with a new link
 * and a token is confirmed. A token that was revoked, or a password that was changed, after the backup is thus not valid again.
 */
import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { authenticationFactors as factors, passkeyChallenges, recoveryCodes } from '../../../schema/factors.ts';
import { outbox } from '../../../schema/outbox.ts';
import { providerIdentities } from '../../../schema/provider-identities.ts';
import { passwordLinks, pendingSignIns, sessions } from '../../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import * as logs from '../audit/record.ts';
import { foldName } from '../base/names.ts';
import { transactAsSystem } from '../base/transaction.ts';
import type { Kind } from '../outbox/outbox.ts';
import * as links from '../sign-in/password-links.ts';
import { notPending } from './user-rows.ts';

type User = typeof users.$inferSelect;

interface Step {
  table: PgTable;
  /** The rows that it concerns, which are counted. */
  where: SQL | undefined;
  act(tx: Db): Promise<unknown>;
}

const deleting = (table: PgTable, where?: SQL): Step => ({ table, where, act: (tx) => tx.delete(table).where(where) });

/** Their contents do not work any more: the links, and the codes. */
const kindsWithSecrets: Kind[] = ['PASSWORD_LINK', 'ADDRESS_LINK', 'FACTOR_CODE'];

const isPerson = eq(users.serviceAccount, false);
const isPasskey = eq(factors.type, 'PASSKEY');
const isSentCode = isNotNull(factors.codeHash);
const now = sql`clock_timestamp()`;
// Null stays null: nothing was replaced.
const endedNow = sql`case when ${tokens.previousUntil} > ${now} then ${now} else ${tokens.previousUntil} end`;

/** Users come first: all other changes lock the account before its credentials. */
const steps = {
  users: {
    table: users,
    where: and(isPerson, eq(users.enabled, true)),
    // Disabled ones too: they may be enabled again.
    act: (tx) =>
      tx
        .update(users)
        .set({ passwordHash: null, fencedAt: now, emailVerifiedAt: null, emailProvisionedAt: null, ...notPending })
        .where(isPerson),
  },
  sessions: deleting(sessions),
  pendingSignIns: deleting(pendingSignIns),
  links: deleting(passwordLinks),
  // Some may have been removed after the backup.
  identities: deleting(providerIdentities),
  messages: deleting(outbox, inArray(outbox.kind, kindsWithSecrets)),
  tokens: {
    table: tokens,
    where: isNull(tokens.revokedAt),
    act: (tx) =>
      tx
        .update(tokens)
        // A secret that was replaced before the backup may have ended after it.
        .set({ fencedAt: now, previousUntil: endedNow })
        .where(isNull(tokens.revokedAt)),
  },
  passkeys: {
    table: factors,
    where: isPasskey,
    act: (tx) => tx.update(factors).set({ fencedAt: now }).where(isPasskey),
  },
  challenges: deleting(passkeyChallenges),
  // Codes that were used after the backup are there again.
  recoveryCodes: {
    table: recoveryCodes,
    where: undefined,
    act: async (tx) => {
      await tx.delete(recoveryCodes);
      await tx.update(factors).set({ data: '0' }).where(eq(factors.type, 'RECOVERY_CODES'));
    },
  },
  emailedCodes: {
    table: factors,
    where: isSentCode,
    act: (tx) => tx.update(factors).set({ codeHash: null, codeExpiresAt: null }).where(isSentCode),
  },
} satisfies Record<string, Step>;

export type Counts = Record<keyof typeof steps, number>;

const everyStep = Object.entries(steps) as [keyof typeof steps, Step][];

/** What `fence` would end and block. */
export async function count(db: Db): Promise<Counts> {
  const counts: Partial<Counts> = {};
  for (const [name, { table, where }] of everyStep) counts[name] = await db.$count(table, where);
  return counts as Counts;
}

export interface Fenced {
  operator: User;
  /** With which the operator sets a new password. */
  link: links.Link;
  counts: Counts;
}

/**
 * Fences everything in one transaction, which waits for changes that run and makes others wait. A second time, it fences again what
 * was confirmed in between. Errors: as `findOperator`.
 */
export const fence = (db: Db, username: string | undefined): Promise<Fenced> =>
  transactAsSystem(db, async (tx) => {
    const { id } = await findOperator(tx, username);
    // Before the table, because others wait for the table while they hold such a lock.
    await lockForChange(tx, 'user', [id]);
    await tx.execute(sql`lock table ${users} in exclusive mode`);
    const operator = await findOperator(tx, username);
    if (operator.id !== id) throw new Error('The super admins were changed meanwhile. Run the command again.');
    const counts = await count(tx);
    for (const [, { act }] of everyStep) await act(tx);
    const message = 'The operator fenced the restored database: all credentials are blocked until they are confirmed.';
    await logs.record(tx, 'operator', { type: 'OTHER', entity: 'SystemSetting', id: '1', message, current: counts });
    return { operator, link: await links.issue(tx, 'operator', operator, 'RESET', false), counts };
  });

/**
 * The user who lets the others in again: an enabled super admin, by default the only one. Errors say whom to name, for the operator
 * at the command line.
 */
export async function findOperator(db: Db, username: string | undefined): Promise<User> {
  const able = await db
    .select()
    .from(users)
    .where(and(isPerson, eq(users.enabled, true), eq(users.superAdmin, true)))
    .orderBy(users.id);
  const [only, other] = username === undefined ? able : able.filter((user) => user.usernameKey === foldName(username));
  if (only && !other) return only;
  if (able.length === 0)
    throw new Error('There is no enabled super admin. Create one first, with `latchkey create-owner`.');
  const names = able.map((user) => user.username).join(', ');
  throw new Error(
    username === undefined
      ? `There are several super admins. Name the one who gets the link with --user: ${names}.`
      : `${username} is not an enabled super admin. These are: ${names}.`,
  );
}
