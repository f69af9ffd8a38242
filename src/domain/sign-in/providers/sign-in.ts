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
import { findMatch, lockAdmitted, lockFor, lockMatch, notAdmitted, notLinked, settle } from './settle.ts';
import { stored } from './waiting.ts';

/**
 * Creates a session, or a pending sign-in if the user has a second factor and the provider is not trusted with it. Errors:
 * UNAUTHENTICATED, CONFLICT (another account of the provider is linked), FORBIDDEN (the firewall).
 */
export async function signIn(db: Db, site: Site, confirmed: Confirmed, browser: Browser): Promise<SignedIn> {
  const known = (await findMatch(db, confirmed))?.user ?? null;
  const work = (tx: Db) => complete(tx, site, confirmed, browser);
  return transactAsSystem(known === null ? db : authoredBy(db, known), work).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.code !== 'FORBIDDEN') {
      const about = { ip: browser.ip, provider: confirmed.provider.id };
      await recordAlone(db, 'system', signInEntry(known ?? '0', `A sign-in was refused. ${error.message}`, about));
    }
    throw error;
  });
}

async function complete(tx: Db, site: Site, confirmed: Confirmed, browser: Browser): Promise<SignedIn> {
  const { provider, claims } = confirmed;
  const locked = await lockFor(tx, confirmed);
  const found = await findMatch(tx, confirmed);
  const match = found
    ? await lockMatch(tx, confirmed, found.user)
    : { user: await lockAdmitted(tx, await createUser(tx, provider, claims)), identity: null };
  if (!match) throw notLinked(confirmed);
  const { user: before } = match;
  const user = await guesses.lockCompared(tx, before, browser.ip);
  if (!user) throw notAdmitted();
  // Nothing is changed before the second step: somebody else may have the address at the provider by now.
  if (user.hasFactor && !provider.trustSecondFactor)
    return { pending: await begin(tx, site.pepper, before, await stored(tx, confirmed, match)) };
  const session = await start(tx, user, browser, null, await settle(tx, site.mailed, confirmed, match, locked));
  const { id: userId, username } = user;
  return { session: { ...session, userId, username, device: newDevice(site.pepper, before) } };
}
