/** One-time links with which a person sets a password: for a first one, or for a forgotten one. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { passwordLinks as table } from '../../schema/sessions.ts';
import { users as usersTable } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import { changing } from '../db/turns.ts';
import * as accounts from './accounts.ts';
import { DomainError } from './errors.ts';
import * as logs from './logs.ts';
import type { Handover, Mail } from './mail.ts';
import { hashSecret, randomSecret } from './secrets.ts';
import { transactUnseen } from './transact.ts';

type User = typeof usersTable.$inferSelect;

/** Set-up links wait for people to read their mail; reset links are asked for and used at once. */
const validHours = { SETUP: 7 * 24, RESET: 24 } as const;

export interface Link {
  secret: string;
  user: User;
}

/** Makes a link and withdraws the earlier ones. Only its hash is kept. */
export async function issue(tx: Db, actor: logs.Actor, user: User, purpose: keyof typeof validHours): Promise<Link> {
  // Together with `setPassword`: a link that is being used is used before the new one is made, or never.
  await changing(tx, 'user', [user.id]);
  await withdraw(tx, user.id);
  const secret = randomSecret();
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${validHours[purpose]}::int)`;
  await tx.insert(table).values({ userId: user.id, secretHash: hashSecret(secret), expiresAt });
  const message = `A link to set a password was made for ${user.username}.`;
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id: user.id, message });
  return { secret, user };
}

/** Sends a link that is committed to its user. A failure is left in the log of the user, whose page shows it. */
export async function handOver(db: Db, actor: logs.Actor, mail: Mail, link: Link | null): Promise<Handover> {
  const handover = await mail.passwordLink(link);
  if (link && handover.email === 'FAILED') {
    const { id, emailAddress } = link.user;
    const message = `The email with the link to set a password could not be sent to ${emailAddress}.`;
    // What was asked for is done, whatever becomes of this entry; the server's log has the failure already.
    await logs.record(db, actor, { type: 'OTHER', entity: 'User', id, message }).catch(() => undefined);
  }
  return handover;
}

export const withdraw = (tx: Db, userId: string) => tx.delete(table).where(eq(table.userId, userId));

const live = (secret: string) =>
  and(
    eq(table.secretHash, hashSecret(secret)),
    isNull(table.usedAt),
    gt(table.expiresAt, sql`clock_timestamp()`),
    eq(usersTable.enabled, true),
  );

/** Whose link it is; null when it is unknown, used, withdrawn, expired or its user disabled. */
export async function findUser(db: Db, secret: string): Promise<User | null> {
  const [found] = await db
    .select({ user: usersTable })
    .from(table)
    .innerJoin(usersTable, eq(usersTable.id, table.userId))
    .where(live(secret));
  return found?.user ?? null;
}

/** Sets the password and uses the link up. A refused password leaves the link as it was. */
export async function setPassword(db: Db, pepper: string, secret: string, password: string): Promise<User> {
  const user = (await findUser(db, secret)) ?? stale();
  const changes = await accounts.newPassword(pepper, user, password);
  return transactUnseen(db, async (tx) => {
    await changing(tx, 'user', [user.id]);
    const [before] = await tx.select().from(usersTable).where(eq(usersTable.id, user.id)).for('update');
    if (!before || !(await findUser(tx, secret))) stale();
    await accounts.change(tx, 'system', before as User, changes);
    return before as User;
  });
}

function stale(): never {
  throw new DomainError('NOT_FOUND', 'This link was already used, has expired or was replaced. Ask for a new one.');
}
