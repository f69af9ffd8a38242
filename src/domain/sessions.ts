/** Signing in and out of a browser. Guessing is slowed per account and per network; every failure reads the same. */
import { eq, or, sql } from 'drizzle-orm';
import ipaddr from 'ipaddr.js';
import { sessions as table } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import * as attempts from './attempts.ts';
import { DomainError } from './errors.ts';
import * as logs from './logs.ts';
import { foldName } from './names.ts';
import { passwordMatches } from './passwords.ts';
import { hashSecret, randomSecret } from './secrets.ts';
import { transactUnseen } from './transact.ts';
import type { Viewer } from './viewer.ts';

/** Tries within a quarter of an hour before the account or the network has to wait for its end. */
const mostAttempts = { account: 10, network: 100 };
const sessionDays = 30;

export interface SignIn {
  /** The user name or the e-mail address. */
  username: string;
  password: string;
  ip: string;
  userAgent: string | null;
}

export interface Session {
  secret: string;
  userId: string;
  username: string;
  expiresAt: Date;
}

/** Makes a session, or UNAUTHENTICATED by one same text whether the user, the password or the state is at fault. */
export async function signIn(db: Db, pepper: string, attempt: SignIn): Promise<Session> {
  const login = foldName(attempt.username.trim());
  const account = `account:${login}`;
  const allowed = await attempts.count(db, {
    [account]: mostAttempts.account,
    [`network:${networkOf(attempt.ip)}`]: mostAttempts.network,
  });
  const [user] = await db
    .select()
    .from(users)
    .where(or(eq(users.usernameKey, login), eq(users.emailAddressKey, login)))
    .limit(1);
  const matches = await passwordMatches(pepper, attempt.password, user?.passwordHash ?? null);
  if (!allowed || !matches || !user?.enabled || user.serviceAccount) return refuse(db, user?.id);
  return transactUnseen(db, async (tx) => {
    await attempts.forgive(tx, account);
    const secret = randomSecret();
    const [session] = await tx
      .insert(table)
      .values({
        userId: user.id,
        secretHash: hashSecret(secret),
        expiresAt: sql`clock_timestamp() + make_interval(days => ${sessionDays}::int)`,
        ip: attempt.ip,
        userAgent: attempt.userAgent,
      })
      .returning({ expiresAt: table.expiresAt });
    await note(tx, user.id, `${user.username} signed in.`, { ip: attempt.ip });
    return { secret, userId: user.id, username: user.username, expiresAt: session?.expiresAt as Date };
  });
}

/** Ends the viewer's session; tokens are not affected. */
export async function signOut(db: Db, viewer: Viewer): Promise<void> {
  if (viewer.credential.kind === 'session') await db.delete(table).where(eq(table.id, viewer.credential.id));
}

/** One household has a whole IPv6 /64, so that counts as one. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4'
    ? address.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}

async function refuse(db: Db, userId: string | undefined): Promise<never> {
  if (userId) await note(db, userId, 'A sign-in was refused.', {});
  throw new DomainError('UNAUTHENTICATED', 'The user name or the password is wrong.');
}

const note = (db: Db, userId: string, message: string, current: Record<string, unknown>) =>
  logs.record(db, 'system', { type: 'OTHER', entity: 'User', id: userId, message, current });
