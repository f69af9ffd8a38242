/** One-time links to set a first password, or a new one after forgetting it. */
import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { passwordLinks as table } from '../../../schema/sessions.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { reachableByAccount } from '../access/account-permissions.ts';
import type { LockedViewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import * as outbox from '../outbox/outbox.ts';
import { isMaker, isWithinLimits, maker } from './link-limits.ts';

export type User = typeof usersTable.$inferSelect;

/** Reset links are shorter, because users who request one are waiting for it. */
const validHours = { SETUP: 7 * 24, RESET: 24 } as const;

export interface Link {
  user: User;
  /** Null where it is sent by email: then the secret is created together with the email. */
  secret: string | null;
  message: string | null;
}

/** During this time only the caller delivers the email, so that it can report the outcome. */
const callerDeliversForSeconds = 60;

/**
 * Creates a link and deletes earlier ones. Only the hash of its secret is stored; with `mailed` it becomes valid when it is
 * delivered: by the caller, unless `afterSeconds` is 0. What the maker could grant and what the user may do now limit it
 * (`link-limits.ts`).
 */
export async function issue(
  tx: Db,
  actor: LockedViewer | 'operator',
  user: User,
  purpose: keyof typeof validHours,
  mailed: boolean,
  afterSeconds = callerDeliversForSeconds,
): Promise<Link> {
  // The same lock as in `setPassword`: an earlier link is used before this one is created, or not at all.
  await lockForChange(tx, 'user', [user.id]);
  await withdraw(tx, user.id);
  const secret = randomSecret();
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${validHours[purpose]}::int)`;
  const within = actor === 'operator' || actor.superAdmin ? null : [...actor.lasting, ...(await standingOf(tx, user))];
  const by = actor === 'operator' ? { byOperator: true } : { makerId: actor.userId };
  const values = { userId: user.id, secretHash: hashSecret(secret), expiresAt, within, ...by };
  const [link] = await tx.insert(table).values(values).returning({ id: table.id });
  const message = `A link to set a password was made for ${user.username}.`;
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id: user.id, message });
  if (!mailed) return { user, secret, message: null };
  const about = { linkId: link?.id as string };
  return {
    user,
    secret: null,
    message: await outbox.add(tx, 'PASSWORD_LINK', about, { afterSeconds }),
  };
}

export const withdraw = (tx: Db, userId: string) => tx.delete(table).where(eq(table.userId, userId));

/** The permissions of a user and `role <id>`, since roles may have grants on projects; for super admins also `super admin`. */
async function standingOf(db: Db, { id, roleId, superAdmin }: User): Promise<string[]> {
  // Includes what was granted only to a token of the user: with the password, that token can be regenerated.
  const permissions = await reachableByAccount(db, id);
  return [...permissions, `role ${roleId}`, ...(superAdmin ? ['super admin'] : [])];
}

const isValid = and(
  isNull(table.usedAt),
  gt(table.expiresAt, sql`clock_timestamp()`),
  eq(usersTable.enabled, true),
  isWithinLimits,
);

const selectValid = (db: Db, which: SQL) =>
  db
    .select({ user: usersTable, link: table })
    .from(table)
    .innerJoin(usersTable, eq(usersTable.id, table.userId))
    .leftJoin(maker, isMaker)
    .where(and(which, isValid));

/** The user of a valid link; null when it is unknown, used, deleted, expired or beyond its limits, or the user is disabled. */
export async function findUser(db: Db, secret: string): Promise<User | null> {
  const [found] = await selectValid(db, hasSecret(secret));
  return found?.user ?? null;
}

/** A valid link, locked, so that a change that ends it waits for its use. Null when it is not valid any more. */
export async function findLocked(tx: Db, secret: string): Promise<typeof table.$inferSelect | null> {
  const [found] = await selectValid(tx, hasSecret(secret)).for('update', { of: table });
  return found?.link ?? null;
}

const hasSecret = (secret: string) => eq(table.secretHash, hashSecret(secret));

/** Gives a valid link a new secret, for the email that is about to be sent. Null when it is not valid any more. */
export async function renewSecret(db: Db, id: string): Promise<{ secret: string; user: User } | null> {
  const secret = randomSecret();
  const [found] = await selectValid(db, eq(table.id, id));
  if (!found) return null;
  const [link] = await db
    .update(table)
    .set({ id, secretHash: hashSecret(secret), emailedTo: found.user.emailAddress })
    .where(and(eq(table.id, id), isNull(table.usedAt)))
    .returning();
  return link ? { secret, user: found.user } : null;
}
