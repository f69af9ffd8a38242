/** Whether the person at the browser is still the one who signed in: their password, confirmed recently. */
import { and, eq, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { requirePerson, type Viewer } from '../access/viewer.ts';
import { DomainError, invalid, limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transactAsSystem } from '../base/transact.ts';
import * as policies from '../tokens/policy.ts';
import * as guesses from './guesses.ts';
import { inPasswordQueue } from './password-queue.ts';
import { passwordMatches } from './passwords.ts';

/**
 * Demands of a session that its person confirmed within the policy's window with what they sign in with (at sign-in, by
 * `confirmPassword`, or with what is `given` now). Never asked of tokens. Which mutations need it, each declares itself.
 * Errors: PASSWORD_CONFIRMATION_REQUIRED, or INVALID_INPUT for a wrong password.
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

/** Confirms the password for the session. A wrong one changes nothing and counts as a failed sign-in. */
export async function confirmPassword(db: Db, pepper: string, viewer: Viewer, currentPassword: string): Promise<void> {
  requirePerson(viewer);
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

/** False when the password was changed while it was compared. */
const markConfirmed = (db: Db, { credential }: Viewer, compared: guesses.Compared): Promise<boolean> =>
  transactAsSystem(db, async (tx) => {
    if (!(await guesses.lockCompared(tx, compared))) return false;
    const now = { passwordConfirmedAt: sql`clock_timestamp()` };
    await tx.update(sessions).set(now).where(eq(sessions.id, credential.id));
    return true;
  });
