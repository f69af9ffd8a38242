/**
 * The second step of signing in: a code after the password, or a passkey instead of both. Between the steps there is a pending
 * sign-in, which lasts ten minutes and allows nothing but the second step.
 */
import { and, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import { pendingSignIns as table } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { authoredBy } from '../../db/for-request.ts';
import type { Provider } from '../../oidc/provider.ts';
import { isOpen } from '../access/open-accounts.ts';
import { recordAlone } from '../audit/record-alone.ts';
import { conflict, DomainError, limited } from '../base/errors.ts';
import { because, type Reason } from '../base/reasons.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as guesses from './attempt-limits.ts';
import * as codes from './factors/codes.ts';
import * as emailCodes from './factors/email-codes.ts';
import { type Factor, findAll, findOne } from './factors/factor-rows.ts';
import * as passkeys from './factors/passkeys.ts';
import { newDevice, passwordOf } from './known-browsers.ts';
import * as lockouts from './lockouts.ts';
import { lockFor, lockMatch, notLinked, settle } from './providers/settle.ts';
import { confirmedIn, type stored } from './providers/waiting.ts';
import { type Browser, type Session, signInEntry, start } from './start-session.ts';

export const validMinutes = 10;

/** A sign-in whose password was correct, for the browser's cookie. */
export interface Pending {
  secret: string;
  expiresAt: Date;
  userId: string;
}

interface Account {
  id: string;
  passwordHash: string | null;
}

/** Called in the transaction that has found the password correct, or in which a provider has confirmed the user. */
export async function begin(
  tx: Db,
  pepper: string,
  user: Account,
  byProvider: Awaited<ReturnType<typeof stored>> | null = null,
): Promise<Pending> {
  const secret = randomSecret();
  const [pending] = await tx
    .insert(table)
    .values({
      userId: user.id,
      secretHash: hashSecret(secret),
      password: passwordOf(pepper, user),
      expiresAt: sql`clock_timestamp() + make_interval(mins => ${validMinutes}::int)`,
      ...byProvider,
    })
    .returning({ expiresAt: table.expiresAt });
  return { secret, expiresAt: pending?.expiresAt as Date, userId: user.id };
}

interface Found {
  user: typeof users.$inferSelect;
  pending: typeof table.$inferSelect;
}

/** The pending sign-in of this secret; null when it has ended, or the password was changed since. */
async function find(db: Db, pepper: string, secret: string | undefined): Promise<Found | null> {
  if (!secret) return null;
  const [found] = await db
    .select({ pending: table, user: users })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .where(and(eq(table.secretHash, hashSecret(secret)), isInTime, isOpen));
  if (!found) return null;
  const { pending, user } = found;
  return pending.password === passwordOf(pepper, user) ? { user, pending } : null;
}

/** Of the installation. */
export interface Site {
  pepper: string;
  /** Whether there is a mail server. */
  mailed: boolean;
}

const isInTime = gt(table.expiresAt, sql`clock_timestamp()`);

/** The user of a pending sign-in with their factors, for the page of the second step. Null: begin anew. */
export async function read(
  db: Db,
  pepper: string,
  secret: string | undefined,
): Promise<{ userId: string; language: string; factors: Factor[] } | null> {
  const found = await find(db, pepper, secret);
  if (!found) return null;
  const { id, language } = found.user;
  return { userId: id, language, factors: (await findAll(db, id)).filter(({ isVerified }) => isVerified) };
}

export interface SecondStep extends Browser {
  pending: string | undefined;
  /** Null: of whichever factor the code is. */
  type: codes.CodeType | null;
  code: string;
}

/** Creates the session if the code is correct. Errors: UNAUTHENTICATED (begin anew, or a wrong code), LIMITED. */
export async function complete(
  db: Db,
  { pepper, mailed }: Site,
  providers: readonly Provider[],
  attempt: SecondStep,
): Promise<Session> {
  const found = await find(db, pepper, attempt.pending);
  if (!found) throw ended();
  const { user, pending } = found;
  const confirmed = confirmedIn(pending, providers);
  if (pending.providerId !== null && !confirmed) throw ended();
  const refuse = (error: unknown) => recordRefusal(db, user.id, attempt.ip, error);
  await codes.countAttempt(db, user.id).catch(refuse);
  const session = await transactAsSystem(authoredBy(db, user.id), async (tx) => {
    const locks = confirmed && (await lockFor(tx, confirmed));
    const match = confirmed && (await lockMatch(tx, confirmed, user.id));
    if (confirmed && !match) throw notLinked(confirmed);
    const locked = await guesses.lockCompared(tx, user, attempt.ip);
    // Used up first, so that codes that are sent at the same time wait for each other.
    const [used] = locked
      ? await tx
          .delete(table)
          .where(and(eq(table.id, pending.id), isInTime))
          .returning()
      : [];
    if (!locked || !used) throw ended();
    const type = await codes.use(tx, pepper, user.id, attempt.type, attempt.code);
    if (!type) throw wrongCode();
    const through = confirmed && match && locks && (await settle(tx, mailed, confirmed, match, locks));
    return start(tx, locked, attempt, type, through);
  }).catch(refuse);
  await codes.attemptSucceeded(db, user.id);
  return { ...session, userId: user.id, username: user.username, device: newDevice(pepper, user) };
}

/** Sends a code by email. Errors: UNAUTHENTICATED, CONFLICT without that factor, LIMITED. */
export async function sendCode(db: Db, pepper: string, secret: string | undefined): Promise<void> {
  const found = await find(db, pepper, secret);
  if (!found) throw ended();
  const { id } = found.user;
  const factor = await findOne(db, id, 'EMAIL');
  if (!factor?.isVerified) throw conflict(because('NO_SUCH_FACTOR'));
  await emailCodes.countEmail(db, id);
  await transactAsSystem(authoredBy(db, id), (tx) => emailCodes.request(tx, factor.id));
}

/**
 * What the browser needs in order to sign in with a passkey: with one of the user of the pending sign-in, or with any.
 * Errors: LIMITED, since each is stored for some minutes.
 */
export async function passkeyOptions(
  db: Db,
  pepper: string,
  site: passkeys.RelyingParty,
  { ip, pending }: { ip: string; pending: string | undefined },
): Promise<string> {
  await countPasskey(db, ip);
  const found = await find(db, pepper, pending);
  return passkeys.requestOptions(db, site, { userId: found?.user.id });
}

export interface PasskeySignIn extends Browser {
  pending: string | undefined;
  /** What the browser's passkey has signed, as JSON. */
  answer: string;
}

/**
 * Creates a session with a passkey, which needs no password. Errors: UNAUTHENTICATED, LIMITED, CONFLICT for a fenced passkey
 * without the password.
 */
export async function signInWithPasskey(
  db: Db,
  { pepper, mailed }: Site,
  providers: readonly Provider[],
  relyingParty: passkeys.RelyingParty,
  attempt: PasskeySignIn,
): Promise<Session> {
  await countPasskey(db, attempt.ip);
  const refuseFor = (userId: string) => (error: unknown) => recordRefusal(db, userId, attempt.ip, error);
  const user = await passkeys.findUser(db, attempt.answer).catch(refuse).catch(refuseFor('0'));
  const found = await find(db, pepper, attempt.pending);
  const confirmed = found?.user.id === user.id ? confirmedIn(found.pending, providers) : null;
  const session = await transactAsSystem(authoredBy(db, user.id), async (tx) => {
    const locks = confirmed && (await lockFor(tx, confirmed));
    // The passkey alone is enough, so that nothing is refused if the account is not the user's any more.
    const match = confirmed && (await lockMatch(tx, confirmed, user.id));
    const locked = await guesses.lockCompared(tx, user, attempt.ip);
    if (!locked) throw refused();
    const firstStep = await endPending(tx, pepper, user, attempt.pending);
    const isThrough = firstStep === 'PROVIDER' && confirmed && match && locks;
    const through = isThrough ? await settle(tx, mailed, confirmed, match, locks) : null;
    // Before the passkey, because it locks the session that it replaces.
    const started = await start(tx, locked, attempt, 'PASSKEY', through);
    const withPassword = firstStep === 'PASSWORD';
    const use = { userId: user.id, answer: attempt.answer, sessionId: null, withPassword };
    await passkeys.use(tx, relyingParty, use).catch(refuse);
    return started;
  }).catch(refuseFor(user.id));
  await guesses.passkeySucceeded(db, guesses.networkKey(attempt.ip));
  return { ...session, userId: user.id, username: user.username, device: newDevice(pepper, user) };
}

/** Ends the browser's pending sign-in. Returns with what it began; null if it was none of this user, or is not valid any more. */
async function endPending(
  tx: Db,
  pepper: string,
  user: Account,
  secret: string | undefined,
): Promise<'PASSWORD' | 'PROVIDER' | null> {
  if (!secret) return null;
  const [ended] = await tx
    .delete(table)
    .where(eq(table.secretHash, hashSecret(secret)))
    .returning({ ...getTableColumns(table), isInTime: sql<boolean>`${isInTime}` });
  if (ended?.userId !== user.id || !ended.isInTime || ended.password !== passwordOf(pepper, user)) return null;
  return ended.providerId === null ? 'PASSWORD' : 'PROVIDER';
}

/** Counts a request for a challenge, or an answer to one, before anything is read. Errors: LIMITED. */
async function countPasskey(db: Db, ip: string): Promise<void> {
  const { wait, locks } = await guesses.countNetwork(db, guesses.networkKey(ip));
  if (locks.length > 0) await transactAsSystem(db, (tx) => lockouts.record(tx, locks, { userId: null, ip }));
  if (wait !== undefined) throw limited(because('MOST_ATTEMPTS'), wait);
}

/** Records a refusal, but not beyond the limits: otherwise an attacker could fill the log. */
async function recordRefusal(db: Db, userId: string, ip: string, error: unknown): Promise<never> {
  if (error instanceof DomainError && error.code !== 'LIMITED')
    await recordAlone(db, 'system', signInEntry(userId, `A sign-in was refused. ${error.message}`, { ip }));
  throw error;
}

const ended = () => refusalFor(because('SIGN_IN_EXPIRED'));

const wrongCode = () => refusalFor(because('CODE_REFUSED'));

const refusalFor = (reason: Reason) => new DomainError('UNAUTHENTICATED', reason.sentence, { reason });

const refused = () => new DomainError('UNAUTHENTICATED', 'The passkey was not accepted.');

function refuse(error: unknown): never {
  // Who has proved to have a fenced passkey learns what to do.
  throw error instanceof DomainError && error.code !== 'CONFLICT' ? refused() : error;
}
