/** What a sign-in at a provider changes when it leads to a session: the link of the account, when it was used last, and the role. */
import { eq, sql } from 'drizzle-orm';
import { providerIdentities } from '../../../../schema/provider-identities.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import { lockForChange } from '../../../db/fair-locks.ts';
import { because } from '../../base/reasons.ts';
import { takeLock } from '../../base/transaction.ts';
import * as accounts from '../../people/user-rows.ts';
import { lockKey as standing } from '../../people/users.ts';
import type { ThroughProvider } from '../start-session.ts';
import { add, type Confirmed, lockKey } from './identities.ts';
import { findByEmail, findIdentity } from './match.ts';
import { refusal } from './refusals.ts';
import { claimedRole } from './roles.ts';

/** Before users are locked: what users may do changes, and accounts are linked, in one transaction after the other. */
export async function lockFor(tx: Db, { provider, claims }: Confirmed): Promise<void> {
  if (provider.createUsers || provider.roleClaim !== null) await takeLock(tx, standing);
  await takeLock(tx, lockKey(claims));
}

/** The id of the user of a person whom a provider has confirmed; null: none. */
export const findUser = async (db: Db, { provider, claims }: Confirmed): Promise<string | null> =>
  (await findIdentity(db, claims))?.userId ?? (await findByEmail(db, provider, claims));

/** Locks a user who may sign in. Errors: UNAUTHENTICATED. */
export async function lockAdmitted(tx: Db, id: string): Promise<accounts.User> {
  await lockForChange(tx, 'user', [id]);
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  if (!user?.enabled || user.serviceAccount) throw notAdmitted();
  return user;
}

export const notAdmitted = () => refusal(because('USER_NOT_ADMITTED'));

/**
 * The same for a user who was found before, after `lockFor`: an administrator may have removed the link, or changed the address, since then. Errors:
 * UNAUTHENTICATED.
 */
export async function lockConfirmed(tx: Db, confirmed: Confirmed, id: string): Promise<accounts.User> {
  const user = await lockAdmitted(tx, id);
  if ((await findUser(tx, confirmed)) === id) return user;
  throw refusal(because('NO_LINKED_USER', { provider: confirmed.provider.name }));
}

/** Errors: UNAUTHENTICATED, CONFLICT (another account of the provider is linked). */
export async function settle(
  tx: Db,
  mailed: boolean,
  confirmed: Confirmed,
  user: accounts.User,
): Promise<ThroughProvider> {
  const { provider, claims } = confirmed;
  const identity = (await findIdentity(tx, claims)) ?? (await add(tx, 'system', mailed, user, confirmed));
  const used = { id: identity.id, lastUsedAt: sql`clock_timestamp()` };
  await tx.update(providerIdentities).set(used).where(eq(providerIdentities.id, identity.id));
  const roleId = await claimedRole(tx, provider, claims);
  if (roleId !== undefined) await accounts.change(tx, 'system', user, { roleId });
  const { authenticatedAt } = claims;
  return { identityId: identity.id, providerId: provider.id, authenticatedAt, hadFactor: provider.trustSecondFactor };
}
