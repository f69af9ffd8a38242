/**
 * Slowing down whoever guesses passwords, without locking out the person they belong to. Failed attempts are counted per
 * network and per user, whatever name or endpoint they come by. A known browser (a session, or one that the user has signed
 * in with before) has a count of its own, and is let in while others have locked the account.
 */
import { createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { sharing } from '../../db/fair-locks.ts';
import { householdOf } from '../base/subnets.ts';
import * as attempts from './attempts.ts';

/** Failed attempts within a quarter of an hour. */
const most = { network: 100, account: 10, browser: 10 };

/** What an attempt is counted under. */
export interface Counters {
  /** Counted with `countNetwork` before; null for what is asked in a session. */
  network: string | null;
  account: string;
  /** Null in a browser that is not known. */
  browser: string | null;
}

/** An attempt that is counted already. */
export interface Guess extends Counters {
  /** Whether it is made in a known browser that has not failed too often itself. */
  trusted: boolean;
  /** Whether a right password will do. */
  allowed: boolean;
}

export const networkKey = (ip: string) => `network:${householdOf(ip)}`;
export const userKey = (userId: string) => `user:${userId}`;
export const sessionKey = (sessionId: string) => `session:${sessionId}`;
export const deviceKey = (deviceId: string) => `device:${deviceId}`;

/**
 * For a name nobody has, so that it costs the same statements as one that somebody has. The rows are few, and none holds
 * what was typed: it may be a password in the wrong field.
 */
export const nameKey = (pepper: string, login: string) =>
  `name:${createHmac('sha256', pepper).update(`name ${login}`).digest('hex').slice(0, 4)}`;

/** Counts an attempt of a network. Answers the seconds it has to wait when it failed too often, else undefined. */
export const countNetwork = async (db: Db, network: string): Promise<number | undefined> =>
  (await attempts.count(db, { [network]: most.network })).get(network);

/** Counts an attempt at a password before it is compared. A known browser that failed too often is treated as an unknown one. */
export async function count(db: Db, counters: Counters): Promise<Guess> {
  const { account, browser } = counters;
  const over = await attempts.count(db, { [account]: most.account, ...(browser ? { [browser]: most.browser } : {}) });
  const trusted = browser !== null && !over.has(browser);
  return { ...counters, trusted, allowed: trusted || !over.has(account) };
}

/**
 * After a right password: it was no failure, and earlier ones are forgotten. Where others have locked the account, only those
 * made in the same browser are. What the password was for is done by now, so a failure here is none of the caller's.
 */
export async function succeeded(db: Db, guess: Guess): Promise<void> {
  await forgetFailures(db, guess).catch(() => undefined);
}

async function forgetFailures(db: Db, { network, account, browser, trusted }: Guess): Promise<void> {
  const here = browser === null ? 0 : await attempts.forget(db, browser);
  if (trusted) await attempts.uncount(db, account, here);
  else await attempts.forget(db, account);
  if (network !== null) await attempts.uncount(db, network);
}

/** The user whose password was compared. */
export interface Compared {
  id: string;
  passwordHash: string | null;
}

/**
 * Locks the user in the transaction that acts on a right password. Null when they may not sign in, or were given another
 * password while it was compared.
 */
export async function lockCompared(
  tx: Db,
  { id, passwordHash }: Compared,
): Promise<{ id: string; username: string } | null> {
  const unchanged = and(eq(users.id, id), eq(users.passwordHash, passwordHash ?? ''));
  const mayCome = and(eq(users.enabled, true), eq(users.serviceAccount, false));
  const locked = tx.select({ id: users.id, username: users.username, turn: sharing('user', users.id) }).from(users);
  const [user] = await locked.where(and(unchanged, mayCome)).for('share');
  return user ?? null;
}
