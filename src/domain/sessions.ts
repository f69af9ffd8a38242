/** Signing in and out of browsers, and what there is to see of them. Guessing is slowed; every failure reads the same. */
import { and, eq, ne, or, type SQL, sql } from 'drizzle-orm';
import ipaddr from 'ipaddr.js';
import { sessions as table } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import * as attempts from './attempts.ts';
import { liveSession } from './credentials.ts';
import { DomainError } from './errors.ts';
import { type Definition, defineList, is, maybe, type Relation } from './lists/definition.ts';
import * as logs from './logs.ts';
import { foldName } from './names.ts';
import { passwordMatches } from './passwords.ts';
import { hashSecret, randomSecret } from './secrets.ts';
import { transact, transactUnseen } from './transact.ts';
import { requirePerson, type Viewer } from './viewer.ts';

/** Tries within a quarter of an hour before the account or the network has to wait for its end. */
const mostAttempts = { account: 10, network: 100 };
const sessionDays = 30;
/** Browsers describe themselves in some 150 characters; whoever sends thousands is not believed all of them. */
const longestUserAgent = 300;

export const definition: Definition = defineList({
  type: 'Session',
  description: 'A browser one is signed in with.',
  table,
  permission: null,
  columns: {
    last_seen_at: is('datetime', table.lastSeenAt, 'When it last asked for something, to the minute.'),
    expires_at: is(
      'datetime',
      table.expiresAt,
      'When it ends in any case; it ends after twelve hours without use too.',
    ),
    ip: is('string', table.ip, 'The address it was signed in from.'),
    user_agent: maybe('string', table.userAgent, 'What the browser called itself then, at most 300 characters.'),
  },
});

/** From a user to the browsers they are signed in with, those that have ended left out. */
export const ofUser: Relation = {
  to: () => definition,
  many: true,
  from: 'id',
  at: table.userId,
  where: liveSession as SQL,
  description: 'The browsers one is signed in with.',
};

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
        userAgent: attempt.userAgent?.slice(0, longestUserAgent) ?? null,
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

/** Ends one of the viewer's sessions, at once. One that has ended, or is not the viewer's, counts as done. */
export const end = (db: Db, viewer: Viewer, id: string) => endWhere(db, viewer, eq(table.id, id));

/** Ends all of the viewer's sessions but the one that asks. */
export const endOthers = (db: Db, viewer: Viewer) => endWhere(db, viewer, ne(table.id, viewer.credential.id));

async function endWhere(db: Db, viewer: Viewer, which: SQL): Promise<void> {
  requirePerson(viewer);
  const work = async (tx: Db, viewer: Viewer) => {
    const ended = await tx
      .delete(table)
      .where(and(eq(table.userId, viewer.userId), which))
      .returning({ id: table.id, ip: table.ip });
    const change = { type: 'OTHER', entity: 'User', id: viewer.userId } as const;
    for (const { id, ip } of ended)
      await logs.record(tx, viewer, {
        ...change,
        message: `${viewer.username} was signed out of a browser.`,
        current: { session_id: id, ip },
      });
  };
  await transact(db, viewer, work, `user ${viewer.userId}`);
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
