/** Whether the person at the browser is still the one who signed in: their password, confirmed recently. */
import { and, eq, sql } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import * as attempts from './attempts.ts';
import { DomainError, invalid, limited } from './errors.ts';
import { foldName } from './names.ts';
import { passwordMatches } from './passwords.ts';
import { because } from './reasons.ts';
import * as policies from './token-policy.ts';
import { requirePerson, type Viewer } from './viewer.ts';

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
  const [user] = await db.select().from(users).where(eq(users.id, viewer.userId));
  const key = `account:${foldName(viewer.username)}`;
  const allowed = await attempts.count(db, { [key]: 10 });
  const matches = await passwordMatches(pepper, currentPassword, user?.passwordHash ?? null);
  if (!allowed) throw limited(because('MOST_PASSWORDS'));
  if (!matches) throw invalid('current_password', because('WRONG_PASSWORD'));
  await attempts.forgive(db, key);
  await db
    .update(sessions)
    .set({ passwordConfirmedAt: sql`clock_timestamp()` })
    .where(eq(sessions.id, viewer.credential.id));
}
