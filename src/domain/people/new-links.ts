/** New one-time links to set a password, for one user or for several, as after a restore. */
import type { Db } from '../../db/database.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import { conflict, DomainError, forbidden, invalid } from '../base/errors.ts';
import { inOrder } from '../base/ids.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import * as links from '../sign-in/password-links.ts';
import { requireManageable } from './users.ts';

/** Replaces the link to set a password. Errors: FORBIDDEN if the user may do more than the viewer, NOT_FOUND, CONFLICT. */
export function renewLink(db: Db, viewer: Viewer, mailed: boolean, id: string): Promise<links.Link> {
  // Without a mail server the caller receives the link: with it, a token could get access that outlives the token.
  requireSession(viewer);
  return transact(db, viewer, (tx, viewer) => renew(tx, viewer, mailed, id));
}

/** `together`: with the links of others. */
async function renew(tx: Db, viewer: LockedViewer, mailed: boolean, id: string, together = false) {
  const user = await requireManageable(tx, viewer, id);
  if (user.serviceAccount) throw conflict(because('NO_PASSWORD'));
  // Among many, somebody who has left is easily overlooked.
  if (together && !user.enabled) throw conflict(because('USER_DISABLED'));
  // For the viewer's own account it would allow a new password without the old one.
  if (id === viewer.userId) throw forbidden(because('LINK_FOR_ONESELF'));
  // The user of a fenced account had a password, and is waiting for the link.
  const purpose = user.passwordHash || user.fencedAt ? 'RESET' : 'SETUP';
  return links.issue(tx, viewer, user, purpose, mailed, together ? 0 : undefined);
}

/** For one of several users: a link, with its secret where no mail server is configured, or why there is none. */
export type Renewed = { userId: string } & ({ link: links.Link } | { refusal: DomainError });

const mostAtOnce = 100;

/**
 * Replaces the links of several users, which are emailed after the commit. A user whom `renewLink` would refuse does not stop the
 * others. Errors: FORBIDDEN with a token, INVALID_INPUT.
 */
export function renewLinks(db: Db, viewer: Viewer, mailed: boolean, ids: readonly string[]): Promise<Renewed[]> {
  requireSession(viewer);
  // Locked in one order, so that two calls do not wait for each other.
  const different = inOrder(ids);
  if (different.length === 0) throw invalid('user_ids', because('EMPTY'));
  if (different.length > mostAtOnce) throw invalid('user_ids', because('TOO_MANY', { most: mostAtOnce }));
  return transact(db, viewer, async (tx, viewer) => {
    const renewed: Renewed[] = [];
    for (const userId of different)
      try {
        renewed.push({ userId, link: await renew(tx, viewer, mailed, userId, true) });
      } catch (refusal) {
        if (!(refusal instanceof DomainError)) throw refusal;
        renewed.push({ userId, refusal });
      }
    return renewed;
  });
}
