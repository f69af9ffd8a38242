/**
 * Limits the guessing of passwords without locking out the user. Failed attempts are counted per network and per user, for
 * all names and endpoints together. A known browser (one with a session, or in which the user has signed in before) has its
 * own counter, so that the user can sign in there while attempts made elsewhere have locked the account.
 */
import { createHmac } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockShared } from '../../db/fair-locks.ts';
import { isOpen } from '../access/open-accounts.ts';
import { hasFactor } from '../access/second-factor.ts';
import { limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { attemptNetworkOf } from '../base/subnets.ts';
import { requireAdmittedNow } from '../firewall/admission.ts';
import * as attempts from './rate-limit.ts';

/** Failed attempts within 15 minutes. */
const most = { network: 100, account: 10, browser: 10 };

export interface Counters {
  /** The client's network, already counted with `countNetwork`. Null: a confirmation in a session, for which no network counts. */
  network: string | null;
  account: string;
  /** Null for an unknown browser. */
  browser: string | null;
}

export interface Guess extends Counters {
  /** Whether it was made in a known browser without too many failures. */
  trusted: boolean;
  allowed: boolean;
  /** The network and the account, if they are locked when this attempt fails too. */
  locks: string[];
}

export const networkKey = (ip: string) => `network:${attemptNetworkOf(ip)}`;
export const userKey = (userId: string) => `user:${userId}`;
export const sessionKey = (sessionId: string) => `session:${sessionId}`;
export const deviceKey = (deviceId: string) => `device:${deviceId}`;

/**
 * The key for a name that no user has, so that unknown names cost the same statements as known ones. It is one of 65,536 and
 * does not contain what was typed, which may be a password in the wrong field.
 */
export const nameKey = (pepper: string, login: string) =>
  `name:${createHmac('sha256', pepper).update(`name ${login}`).digest('hex').slice(0, 4)}`;

export interface NetworkCounted {
  /** The seconds to wait after too many failures; otherwise undefined. */
  wait: number | undefined;
  locks: string[];
}

/** Counts an attempt of a network. */
export async function countNetwork(db: Db, network: string): Promise<NetworkCounted> {
  const counted = await attempts.countEach(db, { [network]: most.network });
  return { wait: attempts.over(counted).get(network), locks: lockedIn(counted) };
}

const lockedIn = (counted: readonly attempts.Counted[]) => counted.filter(({ locks }) => locks).map(({ key }) => key);

/** Counts an attempt before the password is compared. A known browser with too many failures is treated as an unknown one. */
export async function count(db: Db, counters: Counters): Promise<Guess> {
  const { account, browser } = counters;
  const limits = { [account]: most.account, ...(browser ? { [browser]: most.browser } : {}) };
  const counted = await attempts.countEach(db, limits);
  const over = attempts.over(counted);
  const trusted = browser !== null && !over.has(browser);
  const locks = lockedIn(counted.filter(({ key }) => key === account));
  return { ...counters, trusted, allowed: trusted || !over.has(account), locks };
}

/**
 * Called after a correct password: removes this attempt and earlier failures from the counters; in a known browser only those
 * made in it, since others may be attacks. Never throws, because the sign-in or confirmation has already succeeded.
 */
export async function succeeded(db: Db, guess: Guess): Promise<void> {
  await forgetFailures(db, guess).catch(() => undefined);
}

/** Called after a sign-in with a passkey: neither its request for a challenge nor its answer counts. Never throws. */
export async function passkeySucceeded(db: Db, network: string): Promise<void> {
  await attempts.uncount(db, network, 2).catch(() => undefined);
}

async function forgetFailures(db: Db, { network, account, browser, trusted }: Guess): Promise<void> {
  const here = browser === null ? 0 : await attempts.forget(db, browser);
  if (trusted) await attempts.uncount(db, account, here);
  else await attempts.forget(db, account);
  if (network !== null) await attempts.uncount(db, network);
}

export interface Compared {
  id: string;
  passwordHash: string | null;
}

/** Called after a sign-in at a provider. Never throws. */
export async function providerSucceeded(db: Db, ip: string): Promise<void> {
  await attempts.uncount(db, providerKey(ip)).catch(() => undefined);
}

/** Counts an answer of a provider. Other counters do not count it, so that a provider that fails locks nobody out. Errors: LIMITED. */
export async function countProvider(db: Db, ip: string): Promise<void> {
  const [seconds] = (await attempts.count(db, { [providerKey(ip)]: most.network })).values();
  if (seconds !== undefined) throw limited(because('MOST_ATTEMPTS'), seconds);
}

const providerKey = (ip: string) => `provider ${networkKey(ip)}`;

/**
 * Locks the user after a correct password, passkey or provider. Null: may not sign in, or the password was changed meanwhile. Errors:
 * FORBIDDEN when the firewall does not admit the address any more, since comparing and waiting took time.
 */
export async function lockCompared(
  tx: Db,
  { id, passwordHash }: Compared,
  ip: string,
): Promise<{ id: string; username: string; hasFactor: boolean } | null> {
  const isSame = passwordHash === null ? isNull(users.passwordHash) : eq(users.passwordHash, passwordHash);
  const unchanged = and(eq(users.id, id), isSame);
  const mayCome = and(isOpen, eq(users.serviceAccount, false));
  const columns = { id: users.id, username: users.username, hasFactor: hasFactor(users.id) };
  const locked = tx.select({ ...columns, turn: lockShared('user', users.id) }).from(users);
  const [user] = await locked.where(and(unchanged, mayCome)).for('share');
  await requireAdmittedNow(tx, ip);
  return user ?? null;
}
