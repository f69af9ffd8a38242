/** One-time links with which a person sets a password: for a first one, or for a forgotten one. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { passwordLinks as table } from '../../../schema/sessions.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { changing } from '../../db/fair-locks.ts';
import { reachableByAccount } from '../access/account-permissions.ts';
import type { Writer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import * as outbox from '../outbox/outbox.ts';
import * as grants from '../projects/permissions.ts';

export type User = typeof usersTable.$inferSelect;

/** Set-up links wait for people to read their mail; reset links are asked for and used at once. */
const validHours = { SETUP: 7 * 24, RESET: 24 } as const;

export interface Link {
  user: User;
  /** Null where it is sent by email: the secret is made when the email is. */
  secret: string | null;
  /** The message that sends it. */
  message: string | null;
}

/** For so long the caller has the delivery to itself, to report what became of it. */
const callerDeliversForSeconds = 60;

/**
 * Makes a link and withdraws the earlier ones. Only its hash is kept. Where links are `mailed` it works from its delivery on. It works while its user may do no more than its maker
 * could give, or than the user could do when it was made: with it the maker could sign in as a user who was promoted since.
 */
export async function issue(
  tx: Db,
  actor: Writer | 'operator',
  user: User,
  purpose: keyof typeof validHours,
  mailed: boolean,
): Promise<Link> {
  // Together with `setPassword`: a link that is being used is used before the new one is made, or never.
  await changing(tx, 'user', [user.id]);
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

/** What a user may do, with the role that single projects may be granted to and, for super admins, a mark of that. */
async function standingOf(db: Db, { id, roleId, superAdmin }: User): Promise<string[]> {
  // What one of the user's tokens may do counts, too: with the password one can give that token a new secret.
  const permissions = await reachableByAccount(db, id);
  return [...permissions, `role ${roleId}`, ...(superAdmin ? ['super admin'] : [])];
}

/** Whether its user may do no more than its maker could give, or than the user could do when it was made. */
async function isWithin(db: Db, { within, createdAt }: typeof table.$inferSelect, user: User): Promise<boolean> {
  if (within === null) return true;
  const role = `role ${user.roleId}`;
  const standing = await standingOf(db, user);
  if (!standing.every((one) => one === role || within.includes(one))) return false;
  // What another role was granted on single projects counts whenever that was.
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

/** Whose link it is; null when it is unknown, used, withdrawn, expired or outgrown, or its user disabled. */
export const findUser = async (db: Db, secret: string): Promise<User | null> => (await find(db, secret))?.user ?? null;

/** A link that still works, with its user. */
export async function find(db: Db, secret: string) {
  const [found] = await db
    .select({ user: usersTable, link: table })
    .from(table)
    .innerJoin(usersTable, eq(usersTable.id, table.userId))
    .where(live(secret));
  return found && (await isWithin(db, found.link, found.user)) ? found : null;
}

/** Gives a link that still works a new secret, for the email that is about to be sent. Null: it works no more. */
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
