/** Signs in a person whom a provider has confirmed, as a correct password would. */
import type { Db } from '../../../db/database.ts';
import { authoredBy } from '../../../db/for-request.ts';
import { recordAlone } from '../../audit/record-alone.ts';
import { DomainError } from '../../base/errors.ts';
import { transactAsSystem } from '../../base/transaction.ts';
import * as guesses from '../attempt-limits.ts';
import { newDevice } from '../known-browsers.ts';
import { begin, type Site } from '../second-step.ts';
import type { SignedIn } from '../sessions.ts';
import { type Browser, signInEntry, start } from '../start-session.ts';
import type { Confirmed } from './identities.ts';
import { createUser } from './match.ts';
import { findUser, lockAdmitted, lockConfirmed, lockFor, notAdmitted, settle } from './settle.ts';

/**
 * Creates a session, or a pending sign-in if the user has a second factor and the provider is not trusted with it. Errors:
 * UNAUTHENTICATED, CONFLICT (another account of the provider is linked), FORBIDDEN (the firewall).
 */
export async function signIn(
  db: Db,
  site: Omit<Site, 'providers'>,
  confirmed: Confirmed,
  browser: Browser,
): Promise<SignedIn> {
  const known = await findUser(db, confirmed);
  const work = (tx: Db) => complete(tx, site, confirmed, browser);
  return transactAsSystem(known === null ? db : authoredBy(db, known), work).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.code !== 'FORBIDDEN') {
      const about = { ip: browser.ip, provider: confirmed.provider.id };
      await recordAlone(db, 'system', signInEntry(known ?? '0', `A sign-in was refused. ${error.message}`, about));
    }
    throw error;
  });
}

async function complete(
  tx: Db,
  site: Omit<Site, 'providers'>,
  confirmed: Confirmed,
  browser: Browser,
): Promise<SignedIn> {
  const { provider, claims } = confirmed;
  await lockFor(tx, confirmed);
  const found = await findUser(tx, confirmed);
  const before = found
    ? await lockConfirmed(tx, confirmed, found)
    : await lockAdmitted(tx, await createUser(tx, provider, claims));
  const user = await guesses.lockCompared(tx, before, browser.ip);
  if (!user) throw notAdmitted();
  // Nothing is changed before the second step: somebody else may have the address at the provider by now.
  if (user.hasFactor && !provider.trustSecondFactor)
    return { pending: await begin(tx, site.pepper, before, confirmed) };
  const session = await start(tx, user, browser, null, await settle(tx, site.mailed, confirmed, before));
  const { id: userId, username } = user;
  return { session: { ...session, userId, username, device: newDevice(site.pepper, before) } };
}
