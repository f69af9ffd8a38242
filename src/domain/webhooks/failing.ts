/**
 * Since when webhooks fail, and notifying the users who manage them, by one email for each failure that lasts: in the transaction
 * that notes the failure, and with the webhook locked, so that no two processes notify of the same one.
 */
import { and, eq, exists, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import { webhookDeliveries as deliveries, webhooks as table } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { isPersonWith } from '../access/effective-permissions.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { wantsEmail } from '../mail/notifications.ts';
import type { Delivery as Context } from '../outbox/handler.ts';
import * as outbox from '../outbox/outbox.ts';
import type { Webhook } from './webhooks.ts';

/** What users are notified of. `ACCEPTED_NOTHING` is about the failure that began then. */
export type Failure =
  | { failure: 'ACCEPTED_NOTHING'; since: string }
  | { failure: 'GAVE_UP'; event: string }
  | { failure: 'GONE' };

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** `userId` is one of the users who manage webhooks, `at` when it happened. */
    WEBHOOK_FAILING: { webhookId: string; userId: string; at: string } & Failure;
  }
}

const hourMs = 3600 * 1000;
/** For how long nothing was accepted before users are notified. */
const outageMs = 24 * hourMs;
/** An attempt failed at least so long after the first. Thus a server that was stopped for a day tries before it notifies anybody. */
const lateMs = 12 * hourMs;
/** A receiver that always refuses some events and accepts others sends one email in this time. */
const lossMs = 7 * 24 * hourMs;
const mostEmails = 20;

/** An accepted delivery ends the failure, and users are notified of the next one again. */
export async function noteAccepted(tx: Db, webhook: Webhook): Promise<void> {
  if (!webhook.failingSince && !webhook.failureToldAt) return;
  await set(tx, webhook, sql`failing_since = null, failure_told_at = null`);
}

export async function noteFailed(tx: Db, webhook: Webhook, at: Date): Promise<void> {
  if (!webhook.failingSince) await set(tx, webhook, sql`failing_since = ${at.toISOString()}::timestamptz`);
}

/** Stores the emails, unless users were notified since the failure began. The webhook is locked. */
export async function notify(tx: Db, webhook: Webhook, failure: Failure, at: Date): Promise<void> {
  const { id, failureToldAt, lossToldAt } = webhook;
  const isLoss = failure.failure === 'GAVE_UP';
  if (failureToldAt || (isLoss && lossToldAt && at.getTime() < lossToldAt.getTime() + lossMs)) return;
  const now = sql`${at.toISOString()}::timestamptz`;
  await set(tx, webhook, sql`failure_told_at = ${now}${isLoss ? sql`, loss_told_at = ${now}` : sql``}`);
  const wanted = and(isManager(), wantsEmail('WEBHOOK_FAILING'));
  const managers = await tx.select({ userId: users.id }).from(users).where(wanted).orderBy(users.id).limit(mostEmails);
  for (const { userId } of managers)
    await outbox.add(tx, 'WEBHOOK_FAILING', { webhookId: id, userId, at: at.toISOString(), ...failure });
}

/** The condition for users who can see why a webhook fails and change it. */
export const isManager = (): SQL | undefined => isPersonWith(['READ_WEBHOOK', 'UPDATE_WEBHOOK']);

/** Notifies users of enabled webhooks that have accepted nothing for a day. Returns the number of these webhooks. */
export async function notifyOfOutages({ db, mail, now }: Pick<Context, 'db' | 'mail' | 'now'>): Promise<number> {
  if (!mail.configured) return 0;
  const failedLate = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.webhookId, table.id),
        isNotNull(deliveries.lastError),
        // An attempt that runs has not failed.
        isNull(deliveries.claimedUntil),
        gte(deliveries.lastAttemptAt, sql`${table.failingSince} + ${lateMs}::int * interval '1 millisecond'`),
      ),
    );
  const isOut = and(
    table.enabled,
    isNull(table.failureToldAt),
    lte(table.failingSince, new Date(now.getTime() - outageMs)),
    exists(failedLate),
  );
  // Checked first without a lock.
  if ((await db.$count(table, isOut)) === 0) return 0;
  return transactAsSystem(db, async (tx) => {
    const found = await tx.select().from(table).where(isOut).orderBy(table.id).for('no key update');
    for (const webhook of found) {
      const since = (webhook.failingSince as Date).toISOString();
      await notify(tx, webhook, { failure: 'ACCEPTED_NOTHING', since }, now);
    }
    return found.length;
  });
}

/** In SQL, because it is no change by a user. */
const set = (tx: Db, { id }: Webhook, columns: SQL) => tx.execute(sql`update ${table} set ${columns} where id = ${id}`);
