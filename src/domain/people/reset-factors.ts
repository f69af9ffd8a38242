/**
 * Removing all second factors of a user who has lost them. The rule is that for setting another user's password: the caller must
 * be able to grant everything that the user may do. A caller who also sets the password can sign in as that user, but gets no
 * permissions beyond those.
 */
import { eq } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { pendingSignIns } from '../../../schema/sessions.ts';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { forbidden, notFound } from '../base/errors.ts';
import { foldName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as outbox from '../outbox/outbox.ts';
import { forgetAttempts } from '../sign-in/factors/codes.ts';
import { requireManageable } from './users.ts';

/** Errors: FORBIDDEN with a token, for oneself, or if the user may do more than the viewer; NOT_FOUND. */
export async function resetFactors(db: Db, viewer: Viewer, mailed: boolean, userId: string): Promise<void> {
  requireSession(viewer);
  await transact(db, viewer, async (tx, viewer) => {
    const user = await requireManageable(tx, viewer, userId);
    // One's own are removed one by one, which the requirement that everybody has one can prevent.
    if (userId === viewer.userId) throw forbidden(because('RESET_FOR_ONESELF'));
    await reset(tx, viewer, mailed, user);
  });
}

/** For the operator at the command line. Returns the number of factors. Errors: NOT_FOUND. */
export const resetFactorsOf = (db: Db, mailed: boolean, username: string): Promise<number> =>
  transactAsSystem(db, async (tx) => {
    const [user] = await tx
      .select()
      .from(table)
      .where(eq(table.usernameKey, foldName(username)));
    if (!user) throw notFound('user', username);
    await lockForChange(tx, 'user', [user.id]);
    return reset(tx, 'operator', mailed, user);
  });

/** Recorded also if there were none: attempts and pending sign-ins end in any case. */
async function reset(
  tx: Db,
  actor: logs.Actor,
  mailed: boolean,
  { id, username }: { id: string; username: string },
): Promise<number> {
  const factors = await tx
    .delete(authenticationFactors)
    .where(eq(authenticationFactors.userId, id))
    .returning({ type: authenticationFactors.type });
  await tx.delete(pendingSignIns).where(eq(pendingSignIns.userId, id));
  await forgetAttempts(tx, id);
  const message = `The second factors of ${username} were reset.`;
  const current = { factors: factors.map(({ type }) => type) };
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id, message, current });
  if (mailed && factors.length > 0) await outbox.add(tx, 'FACTORS_RESET', { userId: id });
  return factors.length;
}
