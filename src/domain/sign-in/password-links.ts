/** One-time links to set a first password, or a new one after forgetting it. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { passwordLinks as table } from '../../../schema/sessions.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { reachableByAccount } from '../access/account-permissions.ts';
import type { LockedViewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import * as outbox from '../outbox/outbox.ts';
import * as grants from '../projects/permissions.ts';

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
 * delivered. It is invalid once the user may do more than its creator could grant and than the user could do at its creation:
 * otherwise the creator could keep it, and sign in as the user after a promotion.
 */
export async function issue(
  tx: Db,
  actor: LockedViewer | 'operator',
  user: User,
  purpose: keyof typeof validHours,
  mailed: boolean,
): Promise<Link> {
  // The same lock as in `setPassword`: an earlier link is used before this one is created, or not at all.
  await lockForChange(tx, 'user', [user.id]);
  await withdraw(tx, user.id);
  const secret = randomSecret();
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${validHours[purpose]}::int)`;
  const within = actor === 'operator' || actor.superAdmin ? null : [...actor.lasting, ...(await standingOf(tx, user))];
  const values = { userId: user.id, secretHash: hashSecret(secret), expiresAt, within };
  const [link] = await tx.insert(table).values(values).returning({ id: table.id });
  const message = `A link to set a password was made for ${user.username}.`;
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id: user.id, message });
  if (!mailed) return { user, secret, message: null };
  const about = { linkId: link?.id as string };
  return {
    user,
    secret: null,
    message: await outbox.add(tx, 'PASSWORD_LINK', about, { afterSeconds: callerDeliversForSeconds }),
  };
}

export const withdraw = (tx: Db, userId: string) => tx.delete(table).where(eq(table.userId, userId));

/** The permissions of a user and `role <id>`, since roles may have grants on projects; for super admins also `super admin`. */
async function standingOf(db: Db, { id, roleId, superAdmin }: User): Promise<string[]> {
  // Includes what was granted only to a token of the user: with the password, that token can be regenerated.
  const permissions = await reachableByAccount(db, id);
  return [...permissions, `role ${roleId}`, ...(superAdmin ? ['super admin'] : [])];
}

async function isWithin(db: Db, { within, createdAt }: typeof table.$inferSelect, user: User): Promise<boolean> {
  if (within === null) return true;
  const role = `role ${user.roleId}`;
  const standing = await standingOf(db, user);
  if (!standing.every((one) => one === role || within.includes(one))) return false;
  // All grants on projects of a role that the user got later count, also those from before.
  const roleSince = within.includes(role) ? createdAt : new Date(0);
  const granted = await grants.grantedSince(db, { userId: user.id, roleId: user.roleId }, createdAt, roleSince);
  return granted.every((permission) => within.includes(permission));
}

const live = (secret: string) =>
  and(
    eq(table.secretHash, hashSecret(secret)),
    isNull(table.usedAt),
    gt(table.expiresAt, sql`clock_timestamp()`),
    eq(usersTable.enabled, true),
  );

export const findUser = async (db: Db, secret: string): Promise<User | null> => (await find(db, secret))?.user ?? null;

/** A valid link with its user; null when it is unknown, used, deleted or expired, or the user is disabled or promoted. */
export async function find(db: Db, secret: string) {
  const [found] = await db
    .select({ user: usersTable, link: table })
    .from(table)
    .innerJoin(usersTable, eq(usersTable.id, table.userId))
    .where(live(secret));
  return found && (await isWithin(db, found.link, found.user)) ? found : null;
}

/** Gives a valid link a new secret, for the email that is about to be sent. Null when it is not valid any more. */
export async function renewSecret(db: Db, id: string): Promise<{ secret: string; user: User } | null> {
  const secret = randomSecret();
  const works = and(eq(table.id, id), isNull(table.usedAt), gt(table.expiresAt, sql`clock_timestamp()`));
  const [link] = await db
    .update(table)
    .set({ id, secretHash: hashSecret(secret) })
    .where(works)
    .returning();
  if (!link) return null;
  const [user] = await db
    .select()
    .from(usersTable)
    .where(and(eq(usersTable.id, link.userId), eq(usersTable.enabled, true)));
  return user ? { secret, user } : null;
}
