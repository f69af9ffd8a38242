/** Sets a password with a one-time link. A link that was emailed also verifies the address. */
import { eq } from 'drizzle-orm';
import { users as usersTable } from '../../../schema/users.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { authoredBy } from '../../db/for-request.ts';
import { DomainError } from '../base/errors.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { requireAdmittedNow } from '../firewall/admission.ts';
import * as userRows from '../people/user-rows.ts';
import { type PasswordSettings, requireSamePolicy } from './new-passwords.ts';
import { findLocked, findUser, type User } from './password-links.ts';

/**
 * Sets the password and uses up the link. Returns the user. Errors: NOT_FOUND, INVALID_INPUT and CONFLICT (the link stays valid),
 * FORBIDDEN (the firewall does not admit the address any more), LIMITED.
 */
export async function setPassword(
  db: Db,
  settings: PasswordSettings,
  { secret, ip }: { secret: string; ip: string },
  password: string,
): Promise<User> {
  const user = (await findUser(db, secret)) ?? stale();
  const judged = await userRows.newPassword(db, settings, user, { password });
  return transactAsSystem(authoredBy(db, user.id), async (tx) => {
    await lockForChange(tx, 'user', [user.id]);
    const [before] = await tx.select().from(usersTable).where(eq(usersTable.id, user.id)).for('update');
    await requireAdmittedNow(tx, ip);
    const link = await findLocked(tx, secret);
    if (!before || !link) stale();
    const isAtAddress = link?.emailedTo === before?.emailAddress;
    const verified = isAtAddress ? { emailVerifiedAt: await timeOf(tx) } : {};
    const changes = { ...(await requireSamePolicy(tx, judged)), ...verified };
    await userRows.change(tx, 'system', before as User, changes);
    if (link.within) await userRows.withdrawPendingRequests(tx, 'system', user.id);
    return { ...(before as User), ...changes } as User;
  });
}

function stale(): never {
  throw new DomainError('NOT_FOUND', 'This link was already used, has expired or was replaced. Ask for a new one.');
}
