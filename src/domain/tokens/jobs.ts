/**
 * Jobs: notify owners before and after their tokens expire, revoke unused tokens, and delete what was revoked long ago. Each
 * may run at any time, repeatedly and in several processes: an email is sent once, and what was missed while no server ran is
 * done later.
 */
import { and, eq, isNotNull, lt, lte, or, sql } from 'drizzle-orm';
import { outbox } from '../../../schema/outbox.ts';
import { passwordLinks, pendingSignIns, sessions, signInAttempts } from '../../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { usageWriters } from '../../../schema/usage.ts';
import { users } from '../../../schema/users.ts';
import * as notes from '../audit/notes.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { deliverDue } from '../outbox/deliver.ts';
import type { Delivery } from '../outbox/handler.ts';
import * as requests from '../requests/request.ts';
import * as passkeys from '../sign-in/factors/passkeys.ts';
import * as usage from '../usage/counts.ts';
import * as deliveries from '../webhooks/distribute.ts';
import { daysFrom, dueTokens, lastUse, markUnwanted, type NoticeKind, unusedFor } from './notices.ts';
import * as policies from './policy.ts';
import { revokeWhere } from './revoke.ts';

const purgeAfterDays = 90;
const undeliveredForDays = 30;

/** Emails owners some days before their tokens expire, or at once when there is less time. Returns how many. */
export const warn = (context: Delivery): Promise<number> => notify(context, 'TOKEN_EXPIRES_SOON');

/** Emails owners when their tokens have expired. Returns how many. */
export const expired = (context: Delivery): Promise<number> => notify(context, 'TOKEN_EXPIRED');

/** Warns owners `warning_days` before an unused token would be revoked, and revokes tokens that stayed unused. Returns the number of both. */
export async function unused(context: Delivery): Promise<number> {
  const { db, now, mail } = context;
  const { revokeUnusedAfterDays: days, warningDays } = await policies.read(db);
  if (days === null) return 0;
  const warned = await notify(context, 'TOKEN_UNUSED');
  // Used again after the warning: when it is unused again, its owner is warned again.
  const usedSince = and(isNotNull(tokens.unusedWarnedAt), sql`${lastUse} > ${tokens.unusedWarnedAt}`);
  await db.update(tokens).set({ unusedWarnedAt: null }).where(usedSince);
  const longWarned = mail.configured ? lte(tokens.unusedWarnedAt, daysFrom(now, -warningDays)) : undefined;
  const revoked = await transactAsSystem(db, (tx) =>
    revokeWhere(tx, 'system', and(unusedFor(now, days), longWarned), 'unused'),
  );
  return warned + revoked.length;
}

/** Delivers due messages of the outbox, also those of processes that have ended. Returns how many emails were sent. */
export const deliver = (context: Delivery): Promise<number> => deliverDue(context);

/** Stores a message for each token whose owner has to be notified, unless there is one already, and delivers them. */
async function notify(context: Delivery, kind: NoticeKind): Promise<number> {
  const { db, mail, now } = context;
  const due = dueTokens(kind, await policies.read(db), now);
  if (!mail.configured || !due) return 0;
  await markUnwanted(db, kind, due, now);
  const messages = db
    .select({
      key: sql<string>`${kind}::text || ' ' || ${tokens.id}`.as('key'),
      kind: sql<string>`${kind}::text`.as('kind'),
      about: sql<Record<string, unknown>>`jsonb_build_object('tokenId', ${tokens.id}::text)`.as('about'),
      dueAt: sql<Date>`${now.toISOString()}::timestamptz`.as('due_at'),
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(due);
  await db.execute(
    sql`insert into ${outbox} (key, kind, about, due_at) ${messages} order by ${tokens.id} on conflict (key) do nothing`,
  );
  return deliverDue(context, [kind]);
}

/**
 * Deletes tokens that were revoked and requests for access that ended more than 90 days ago, messages that could not be delivered for 30 days, deliveries to webhooks after 30 days,
 * and sessions, sign-ins, links, challenges and counters that have ended. Returns how many tokens were deleted.
 */
export async function purge({ db, now }: Delivery): Promise<number> {
  const long = lt(tokens.revokedAt, daysFrom(now, -purgeAfterDays));
  const gone = await transactAsSystem(db, async (tx) => {
    const purged = await tx.delete(tokens).where(long).returning({ id: tokens.id });
    const ids = purged.map(({ id }) => id);
    await usage.purge(tx, ids);
    await notes.removeOf(tx, 'PersonalAccessToken', ids);
    return ids;
  });
  await requests.purge(db, daysFrom(now, -purgeAfterDays));
  await db.delete(usageWriters).where(lt(usageWriters.seenAt, daysFrom(now, -1)));
  await db.delete(sessions).where(or(lt(sessions.expiresAt, now), lt(sessions.lastSeenAt, daysFrom(now, -1))));
  await db.delete(passwordLinks).where(lt(passwordLinks.expiresAt, now));
  await db.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, now));
  await passkeys.purge(db, now);
  await db.delete(signInAttempts).where(lt(signInAttempts.windowStartedAt, daysFrom(now, -1)));
  await db.delete(outbox).where(lt(outbox.createdAt, daysFrom(now, -undeliveredForDays)));
  await deliveries.purge(db, now);
  return gone.length;
}
