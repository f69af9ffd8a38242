/** Signs in a person whom a provider has confirmed, as a correct password would. */
import { eq, sql } from 'drizzle-orm';
import { providerIdentities } from '../../../../schema/provider-identities.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import { lockForChange } from '../../../db/fair-locks.ts';
import { authoredBy } from '../../../db/for-request.ts';
import { recordAlone } from '../../audit/record-alone.ts';
import { DomainError } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { takeLock, transactAsSystem } from '../../base/transaction.ts';
import * as accounts from '../../people/user-rows.ts';
import { lockKey as standing } from '../../people/users.ts';
import * as guesses from '../attempt-limits.ts';
import { newDevice } from '../known-browsers.ts';
import { begin } from '../second-step.ts';
import type { SignedIn } from '../sessions.ts';
import { type Browser, signInEntry, start } from '../start-session.ts';
import { add, type Confirmed, lockKey } from './identities.ts';
import { createUser, findByEmail, findIdentity } from './match.ts';
import { refusal } from './refusals.ts';
import { claimedRole } from './roles.ts';

/** Of the installation. */
export interface Site {
  pepper: string;
  /** Whether there is a mail server. */
  mailed: boolean;
}

/**
 * Creates a session, or a pending sign-in if the user has a second factor and the provider is not trusted with it. Errors:
 * UNAUTHENTICATED, CONFLICT (another account of the provider is linked), FORBIDDEN (the firewall).
 */
export async function signIn(db: Db, site: Site, confirmed: Confirmed, browser: Browser): Promise<SignedIn> {
  const { provider, claims } = confirmed;
  const known = (await findIdentity(db, claims))?.userId ?? (await findByEmail(db, provider, claims));
  const work = (tx: Db) => complete(tx, site, confirmed, browser);
  return transactAsSystem(known === null ? db : authoredBy(db, known), work).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.code !== 'FORBIDDEN') {
      const about = { ip: browser.ip, provider: provider.id };
      await recordAlone(db, 'system', signInEntry(known ?? '0', `A sign-in was refused. ${error.message}`, about));
    }
    throw error;
  });
}

async function complete(tx: Db, site: Site, confirmed: Confirmed, browser: Browser): Promise<SignedIn> {
  const { provider, claims } = confirmed;
  // What users may do changes in one transaction after the other.
  if (provider.createUsers || provider.roleClaim !== null) await takeLock(tx, standing);
  await takeLock(tx, lockKey(claims));
  const linked = await findIdentity(tx, claims);
  const find = async () =>
    linked ? (await findIdentity(tx, claims))?.userId : await findByEmail(tx, provider, claims);
  const found = await find();
  const userId = found ?? (await createUser(tx, provider, claims));
  const before = await lockAdmitted(tx, userId);
  // Before the user was locked, an administrator may have removed the link or changed the address.
  if (found && (await find()) !== userId) throw refusal(because('NO_LINKED_USER', { provider: provider.name }));
  const identity = linked ?? (await add(tx, 'system', site.mailed, before, confirmed));
  const used = { id: identity.id, lastUsedAt: sql`clock_timestamp()` };
  await tx.update(providerIdentities).set(used).where(eq(providerIdentities.id, identity.id));
  const roleId = await claimedRole(tx, provider, claims);
  if (roleId !== undefined) await accounts.change(tx, 'system', before, { roleId });

  const user = await guesses.lockCompared(tx, before, browser.ip);
  if (!user) throw notAdmitted();
  const { authenticatedAt } = claims;
  const hadFactor = provider.trustSecondFactor;
  const through = { identityId: identity.id, providerId: provider.id, authenticatedAt, hadFactor };
  if (user.hasFactor && !hadFactor) return { pending: await begin(tx, site.pepper, before, through) };
  const session = await start(tx, user, browser, null, through);
  return { session: { ...session, userId, username: user.username, device: newDevice(site.pepper, before) } };
}

async function lockAdmitted(tx: Db, id: string): Promise<accounts.User> {
  await lockForChange(tx, 'user', [id]);
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  if (!user?.enabled || user.serviceAccount) throw notAdmitted();
  return user;
}

const notAdmitted = () => refusal(because('USER_NOT_ADMITTED'));
