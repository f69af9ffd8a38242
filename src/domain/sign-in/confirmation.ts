/**
 * Confirming, before sensitive changes, that the user of the browser is still the one who signed in: with the password or by
 * signing in at a provider again, and a code if the user has a second factor, or with a passkey.
 */
import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { DomainError, invalid, limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as policies from '../tokens/policy.ts';
import * as guesses from './attempt-limits.ts';
import * as codes from './factors/codes.ts';
import { requireFactorType } from './factors/factor-rows.ts';
import * as passkeys from './factors/passkeys.ts';
import * as lockouts from './lockouts.ts';
import { inPasswordQueue } from './password-queue.ts';
import { passwordMatches } from './passwords.ts';
import { signInEntry } from './start-session.ts';

/** Under a policy of 0 minutes, a confirmed code, passkey or provider counts for one change within this time. */
const onceMinutes = 1;

const now = sql`clock_timestamp()`;
const since = (minutes: number) => sql`${now} - make_interval(mins => ${minutes}::int)`;

/**
 * Requires that the user of a session was confirmed recently enough for the policy: at sign-in, by `confirm`, or with the `given`
 * password. Not required of tokens and of the operator. Each mutation declares whether it needs this.
 * Errors: PASSWORD_CONFIRMATION_REQUIRED, INVALID_INPUT for a wrong password, LIMITED.
 */
export async function requireConfirmed(db: Db, pepper: string, viewer: Viewer, given: string | null): Promise<void> {
  const { kind, id } = viewer.credential;
  if (kind !== 'session') return;
  if (given !== null) return withPassword(db, pepper, viewer, given, factorConfirmed(viewer));
  const { passwordConfirmationMinutes: minutes } = await policies.read(db);
  if (minutes === 0 && (await takePasskey(db, id))) return;
  const recent = and(eq(sessions.id, id), gt(sessions.passwordConfirmedAt, since(minutes)));
  const [session] = await db.select({ id: sessions.id }).from(sessions).where(recent);
  if (minutes === 0 || !session)
    throw confirmationRequired('Confirm your password: send `current_password`, or call `confirmPassword` first.');
}

const confirmationRequired = (message: string) => new DomainError('PASSWORD_CONFIRMATION_REQUIRED', message);

export interface Confirmation {
  password: string | null;
  /** Of the second factor, if the user has one. `PASSKEY`: the code is the answer of a passkey, which needs no password. */
  type: codes.CodeType | 'PASSKEY' | 'SMS' | null;
  code: string | null;
}

/**
 * Confirms the session. Wrong passwords count as failed sign-ins, wrong codes as attempts. Errors: FORBIDDEN with a token,
 * INVALID_INPUT, LIMITED.
 */
export async function confirm(
  db: Db,
  pepper: string,
  site: passkeys.RelyingParty,
  viewer: Viewer,
  { password, type: given, code }: Confirmation,
): Promise<void> {
  requireSession(viewer);
  const type = given && requireFactorType(given);
  if (type === 'PASSKEY') return withPasskey(db, site, viewer, code ?? '');
  if (password === null) return afterProvider(db, pepper, viewer, type, code);
  return withPassword(db, pepper, viewer, password, codeConfirmed(pepper, viewer, type, code));
}

/** How the second factor of a user who has one is checked. */
interface Second {
  /** Whether a code is compared, which counts as an attempt. */
  isAttempt: boolean;
  /** In the transaction that confirms the session. Returns what changes in the session. */
  check(tx: Db): Promise<{ factorConfirmedAt?: SQL | null }>;
}

const withPassword = (db: Db, pepper: string, viewer: Viewer, password: string, second: Second): Promise<void> => {
  requireSession(viewer);
  return inPasswordQueue(guesses.userKey(viewer.userId), () => compare(db, pepper, viewer, password, second));
};

async function compare(db: Db, pepper: string, viewer: Viewer, password: string, second: Second): Promise<void> {
  const { userId, credential } = viewer;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  const counters = { network: null, account: guesses.userKey(userId), browser: guesses.sessionKey(credential.id) };
  const guess = await guesses.count(db, counters);
  if (!guess.allowed) throw limited(because('MOST_PASSWORDS'));
  const matches = await passwordMatches(pepper, password, user?.passwordHash ?? null);
  if (!matches || !user) {
    await transactAsSystem(db, async (tx) => {
      await refused(tx, viewer, 'A confirmation was refused: wrong password.');
      await lockouts.record(tx, guess.locks, { userId, ip: credential.ip });
    });
    throw wrongPassword();
  }
  // Before the transaction, so that a wrong code counts.
  if (second.isAttempt) await codes.countAttempt(db, userId);
  // The password is correct, whatever the second factor is.
  const confirmed = markConfirmed(db, viewer, user, second)
    .catch(async (error: unknown) => {
      if (error instanceof DomainError && error.code === 'INVALID_INPUT')
        await transactAsSystem(db, (tx) => refused(tx, viewer, 'A confirmation was refused: wrong code.'));
      throw error;
    })
    .finally(() => guesses.succeeded(db, guess));
  if (!(await confirmed)) throw wrongPassword();
  if (second.isAttempt) await codes.attemptSucceeded(db, userId);
}

/** With the session in which it was refused: its owner may not be who asks. */
const refused = (tx: Db, { userId, credential }: Viewer, message: string) =>
  logs.record(tx, 'system', signInEntry(userId, message, { ip: credential.ip ?? null, session: credential.id }));

const wrongPassword = () => invalid('current_password', because('WRONG_PASSWORD'));

/** Returns false when the password was changed while it was compared. */
const markConfirmed = (db: Db, { credential }: Viewer, compared: guesses.Compared, second: Second): Promise<boolean> =>
  transactAsSystem(db, async (tx) => {
    const user = await guesses.lockCompared(tx, compared, credential.ip ?? '');
    if (!user) return false;
    const set = (changes: object) => tx.update(sessions).set(changes).where(eq(sessions.id, credential.id));
    // First, because sessions are locked before factors.
    await set({ passwordConfirmedAt: now });
    const factor = user.hasFactor ? await second.check(tx) : {};
    if (Object.keys(factor).length > 0) await set(factor);
    return true;
  });

/** With the password in the call itself, a code that was confirmed a short time ago is enough. */
const factorConfirmed = ({ credential: { id } }: Viewer): Second => ({
  isAttempt: false,
  check: async (tx) => {
    const { passwordConfirmationMinutes: minutes } = await policies.read(tx);
    const recent = and(eq(sessions.id, id), gt(sessions.factorConfirmedAt, since(minutes || onceMinutes)));
    const [session] = await tx.select({ id: sessions.id }).from(sessions).where(recent).for('update');
    if (!session)
      throw confirmationRequired('Confirm your second factor: call `confirmPassword` with `one_time_password` first.');
    return minutes === 0 ? { factorConfirmedAt: null } : {};
  },
});

const codeConfirmed = (pepper: string, viewer: Viewer, type: codes.CodeType | null, code: string | null): Second => ({
  isAttempt: code !== null,
  check: async (tx) => {
    if (code === null) throw invalid('one_time_password', because('CODE_REQUIRED'));
    const used = await codes.use(tx, pepper, viewer.userId, type, code);
    if (!used) throw invalid('one_time_password', because('WRONG_CODE'));
    return { factorConfirmedAt: now };
  },
});

/** A sign-in at a provider stands for the password during this time, in which the code must come. */
const providerMinutes = 5;

/** The code of a user who has signed in at a provider again. */
async function afterProvider(
  db: Db,
  pepper: string,
  viewer: Viewer,
  type: codes.CodeType | null,
  code: string | null,
): Promise<void> {
  const { userId, credential } = viewer;
  const isConfirmed = and(eq(sessions.id, credential.id), gt(sessions.providerConfirmedAt, since(providerMinutes)));
  const missing = () => invalid('current_password', 'is required.');
  const [session] = await db.select({ id: sessions.id }).from(sessions).where(isConfirmed);
  if (code === null || !session) throw missing();
  await codes.countAttempt(db, userId);
  const work = async (tx: Db) => {
    const confirmed = { passwordConfirmedAt: now, factorConfirmedAt: now, passkeyConfirmedAt: now };
    const changes = { ...confirmed, providerConfirmedAt: null };
    const changed = await tx.update(sessions).set(changes).where(isConfirmed).returning({ id: sessions.id });
    if (changed.length === 0) throw missing();
    if (!(await codes.use(tx, pepper, userId, type, code))) throw invalid('one_time_password', because('WRONG_CODE'));
  };
  await transact(db, viewer, work, `user ${userId}`).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.fields?.one_time_password)
      await transactAsSystem(db, (tx) => refused(tx, viewer, 'A confirmation was refused: wrong code.'));
    throw error;
  });
  await codes.attemptSucceeded(db, userId);
}

const withPasskey = (db: Db, site: passkeys.RelyingParty, viewer: Viewer, answer: string) =>
  transact(
    db,
    viewer,
    async (tx, { userId, credential }) => {
      const confirmed = { passwordConfirmedAt: now, factorConfirmedAt: now, passkeyConfirmedAt: now };
      await tx.update(sessions).set(confirmed).where(eq(sessions.id, credential.id));
      await passkeys.use(tx, site, { userId, answer, sessionId: credential.id, withPassword: false });
    },
    `user ${viewer.userId}`,
  );

async function takePasskey(db: Db, id: string): Promise<boolean> {
  const recent = and(eq(sessions.id, id), gt(sessions.passkeyConfirmedAt, since(onceMinutes)));
  const used = await db.update(sessions).set({ id, passkeyConfirmedAt: null }).where(recent).returning();
  return used.length > 0;
}
