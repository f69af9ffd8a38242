/** The emails about requests for access: to users who can grant one, and to the requester. */
import { and, eq } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import * as emails from '../mail/access-emails.ts';
import { emailed } from '../mail/emailed.ts';
import { wants, wantsEmail } from '../mail/notifications.ts';
import type { Messages } from '../outbox/outbox.ts';
import { timeZoneOfEmails } from '../settings/settings-in-sql.ts';
import { mayDecide } from './request.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** `userId` is one of the users who can grant the request. */
    ACCESS_REQUESTED: { requestId: string; userId: string };
    ACCESS_DECIDED: { requestId: string };
  }
}

async function find(db: Db, requestId: string) {
  const [found] = await db
    .select({ request: table, requester: users, token: tokens.name, timeZone: timeZoneOfEmails })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .leftJoin(tokens, eq(tokens.id, table.tokenId))
    .where(and(eq(table.id, requestId), eq(users.enabled, true)));
  return found;
}

/** Not sent if the request was decided on or withdrawn meanwhile, or to a user who may not decide on it any more. */
export const accessRequested = emailed<Messages['ACCESS_REQUESTED']>({
  compose: async ({ db, mail }, { requestId, userId }) => {
    const found = await find(db, requestId);
    if (found?.request.state !== 'PENDING' || found.request.endedAt) return null;
    const [decider] = await db
      .select()
      .from(users)
      .where(and(eq(users.id, userId), mayDecide(found.request.permissions), wantsEmail('ACCESS_REQUESTED')));
    const { request, requester, token } = found;
    const about = { username: requester.username, permissions: request.permissions, token, words: request.reason };
    return decider ? emails.accessRequested(decider, about, mail.decisionsPage) : null;
  },
});

export const accessDecided = emailed<Messages['ACCESS_DECIDED']>({
  compose: async ({ db, mail }, { requestId }) => {
    const found = await find(db, requestId);
    if (!found || found.request.endedAt || !wants(found.requester, 'ACCESS_DECIDED')) return null;
    const { request, requester, token } = found;
    const { state, permissions, expiresAt, answer } = request;
    const about = { granted: state === 'GRANTED', permissions, token, until: expiresAt, words: answer };
    return emails.accessDecided({ ...requester, timeZone: found.timeZone }, about, mail.requestsPage);
  },
});
