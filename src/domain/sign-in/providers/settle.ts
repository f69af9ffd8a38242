/** What a sign-in at a provider changes when it leads to a session: the link of the account, when it was used last, and the role. */
import { and, eq, sql } from 'drizzle-orm';
import { providerIdentities } from '../../../../schema/provider-identities.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import { lockForChange } from '../../../db/fair-locks.ts';
import { isOpen } from '../../access/open-accounts.ts';
import { because } from '../../base/reasons.ts';
import { takeLock } from '../../base/transaction.ts';
import * as accounts from '../../people/user-rows.ts';
import { lockKey as standing } from '../../people/users.ts';
import type { ThroughProvider } from '../start-session.ts';
import { add, type Confirmed, lockKey } from './identities.ts';
import { findByEmail, findIdentity, type Identity } from './match.ts';
import { refusal } from './refusals.ts';
import { claimedName, claimedRole, hasRole } from './roles.ts';

/** What `lockFor` has locked. */
export interface Locked {
  /** Whether the role of a user may be changed. */
  roles: boolean;
}

/** Before users are locked: roles of users change, and accounts are linked, in one transaction after the other. */
export async function lockFor(tx: Db, confirmed: Confirmed): Promise<Locked> {
  const roles = await changesRole(tx, confirmed);
  if (roles) await takeLock(tx, standing);
  await takeLock(tx, lockKey(confirmed.claims));
  return { roles };
}

async function changesRole(tx: Db, confirmed: Confirmed): Promise<boolean> {
  const name = claimedName(confirmed.provider, confirmed.claims);
  const match = name === undefined ? null : await findMatch(tx, confirmed);
  return match !== null && !(await hasRole(tx, match.user, name as string));
}

/** The user of a person whom a provider has confirmed, and the linked account; null: not linked yet. */
export interface Match<User> {
  user: User;
  identity: Identity | null;
}

/** With the id of the user. Null: there is none. */
export async function findMatch(db: Db, { provider, claims }: Confirmed): Promise<Match<string> | null> {
  const identity = await findIdentity(db, claims);
  const user = identity?.userId ?? (await findByEmail(db, provider, claims));
  return user === null ? null : { user, identity };
}

/** Locks a user who may sign in. Errors: UNAUTHENTICATED. */
export async function lockAdmitted(tx: Db, id: string): Promise<accounts.User> {
  await lockForChange(tx, 'user', [id]);
  const mayCome = and(eq(users.id, id), isOpen, eq(users.serviceAccount, false));
  const [user] = await tx.select().from(users).where(mayCome).for('update');
  if (!user) throw notAdmitted();
  return user;
}

export const notAdmitted = () => refusal(because('USER_NOT_ADMITTED'));

/**
 * Locks a user who was found before. Null: it is another one now, since an administrator has removed the link or changed the
 * address meanwhile. Call after `lockFor`. Errors: UNAUTHENTICATED.
 */
export async function lockMatch(tx: Db, confirmed: Confirmed, id: string): Promise<Match<accounts.User> | null> {
  const user = await lockAdmitted(tx, id);
  const match = await findMatch(tx, confirmed);
  return match?.user === id ? { user, identity: match.identity } : null;
}

export const notLinked = ({ provider }: Confirmed) => refusal(because('NO_LINKED_USER', { provider: provider.name }));

/** Errors: UNAUTHENTICATED, CONFLICT (another account of the provider is linked). */
export async function settle(
  tx: Db,
  mailed: boolean,
  confirmed: Confirmed,
  { user, identity }: Match<accounts.User>,
  locked: Locked,
): Promise<ThroughProvider> {
  const { provider, claims } = confirmed;
  const { id: identityId } = identity ?? (await add(tx, 'system', mailed, user, confirmed));
  const used = { id: identityId, lastUsedAt: sql`clock_timestamp()` };
  await tx.update(providerIdentities).set(used).where(eq(providerIdentities.id, identityId));
  const roleId = await claimedRole(tx, provider, claims);
  if (roleId !== undefined && roleId !== user.roleId) {
    // An administrator has given the user another role, or renamed one, at this moment.
    if (!locked.roles) throw refusal(because('SIGN_IN_EXPIRED'));
    await accounts.change(tx, 'system', user, { roleId });
  }
  const { authenticatedAt } = claims;
  return { identityId, providerId: provider.id, authenticatedAt, trustedWithFactor: provider.trustSecondFactor };
}
