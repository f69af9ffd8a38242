/** Confirming the password before sensitive changes, to be sure that the user of the browser is still the one who signed in. */
import { and, eq, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import { DomainError, invalid, limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as policies from '../tokens/policy.ts';
import * as guesses from './attempt-limits.ts';
import { inPasswordQueue } from './password-queue.ts';
import { passwordMatches } from './passwords.ts';

/**
 * Requires that the password of a session was confirmed recently enough for the policy: at sign-in, by `confirmPassword`, or
 * with the `given` password. Not required of tokens. Each mutation declares whether it needs this.
 * Errors: PASSWORD_CONFIRMATION_REQUIRED, INVALID_INPUT for a wrong password, LIMITED.
 */
export async function requireConfirmed(db: Db, pepper: string, viewer: Viewer, given: string | null): Promise<void> {
  if (viewer.credential.kind === 'token') return;
  if (given !== null) return confirmPassword(db, pepper, viewer, given);
  const { passwordConfirmationMinutes: minutes } = await policies.read(db);
  const recent = sql`${sessions.passwordConfirmedAt} > clock_timestamp() - make_interval(mins => ${minutes}::int)`;
  const [session] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, viewer.credential.id), recent));
  if (minutes === 0 || !session)
    throw new DomainError(
      'PASSWORD_CONFIRMATION_REQUIRED',
      'Confirm your password: send `current_password`, or call `confirmPassword` first.',
    );
}

/** Confirms the session's password. A wrong one counts as a failed sign-in. Errors: FORBIDDEN with a token, INVALID_INPUT, LIMITED. */
export async function confirmPassword(db: Db, pepper: string, viewer: Viewer, currentPassword: string): Promise<void> {
  requireSession(viewer);
  return inPasswordQueue(guesses.userKey(viewer.userId), () => confirm(db, pepper, viewer, currentPassword));
}

async function confirm(db: Db, pepper: string, viewer: Viewer, currentPassword: string): Promise<void> {
  const { userId, credential } = viewer;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  const counters = { network: null, account: guesses.userKey(userId), browser: guesses.sessionKey(credential.id) };
  const guess = await guesses.count(db, counters);
  if (!guess.allowed) throw limited(because('MOST_PASSWORDS'));
  const matches = await passwordMatches(pepper, currentPassword, user?.passwordHash ?? null);
  const confirmed = matches && user && (await markConfirmed(db, viewer, user));
  if (!confirmed) throw invalid('current_password', because('WRONG_PASSWORD'));
  await guesses.succeeded(db, guess);
}

/** Returns false when the password was changed while it was compared. */
const markConfirmed = (db: Db, { credential }: Viewer, compared: guesses.Compared): Promise<boolean> =>
  transactAsSystem(db, async (tx) => {
    if (!(await guesses.lockCompared(tx, compared))) return false;
    const now = { passwordConfirmedAt: sql`clock_timestamp()` };
    await tx.update(sessions).set(now).where(eq(sessions.id, credential.id));
    return true;
  });
