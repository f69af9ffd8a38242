/** Notes what came of an attempt to send a delivery: whether it is over or tried again, and what that means for its webhook. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { webhookDeliveries as table, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as failing from './failing.ts';
import { nextAttempt } from './retries.ts';
import type { Webhook } from './webhooks.ts';

export type Delivery = typeof table.$inferSelect;

export interface Outcome {
  accepted: boolean;
  /** Null: there was no answer. */
  status: number | null;
  error: string | null;
  /** Until when the receiver wants nothing. */
  pause: Date | null;
}

export interface Sent {
  accepted: boolean;
  /** When it is tried again; null: it is over. */
  next: Date | null;
}

export const isPending = eq(table.state, 'PENDING');

/** The status with which a receiver says that it wants no more events. */
const gone = 410;

interface Answered {
  at: Date;
  /** Where it was sent: the webhook may have another URL meanwhile, whose receiver has not said anything. */
  url: string;
}

interface Context {
  db: Db;
  mailed: boolean;
}

/** Changes nothing if another process has claimed the delivery meanwhile. */
export function settle(
  { db, mailed }: Context,
  delivery: Delivery,
  outcome: Outcome,
  answered: Answered,
): Promise<Sent> {
  const { id, attempts, webhookId } = delivery;
  const { accepted, status, error, pause } = outcome;
  const { at, url } = answered;
  const next = accepted || status === gone ? null : nextAttempt(at, attempts, pause);
  return transactAsSystem(db, async (tx) => {
    // The webhook is locked before its deliveries, as everywhere.
    const still = and(eq(webhooks.id, webhookId), eq(webhooks.url, url));
    const [webhook] = await tx.select().from(webhooks).where(still).for('no key update');
    const [settled] = await tx
      .update(table)
      .set({
        id,
        state: accepted ? 'DELIVERED' : next ? 'PENDING' : 'FAILED',
        lastStatus: status,
        lastError: error,
        deliveredAt: accepted ? at : null,
        nextAttemptAt: next,
        claimedUntil: null,
      })
      .where(and(eq(table.id, id), eq(table.attempts, attempts), isPending))
      .returning({ id: table.id });
    if (!settled || !webhook) return { accepted, next };
    if (accepted) await failing.noteAccepted(tx, webhook);
    else await failed(tx, webhook);
    return { accepted, next };
  });

  async function failed(tx: Db, webhook: Webhook): Promise<void> {
    await failing.noteFailed(tx, webhook, at);
    const isDisabled = status === gone && (await disable(tx, webhook, at));
    if (pause && status !== gone) await pauseUntil(tx, eq(webhooks.id, webhookId), pause);
    if (!mailed) return;
    if (isDisabled) await failing.notify(tx, webhook, { failure: 'GONE' }, at);
    if (!next && status !== gone)
      await failing.notify(tx, webhook, { failure: 'GAVE_UP', event: delivery.eventType }, at);
  }
}

/** A receiver that asks for a pause gets no other deliveries either. In SQL, because it is no change by a user. */
export const pauseUntil = (db: Db, which: SQL, until: Date | null) =>
  db.execute(sql`update ${webhooks} set paused_until = ${until?.toISOString() ?? null}::timestamptz where ${which}`);

/** Returns whether it was enabled until now. */
async function disable(tx: Db, { id, enabled }: Webhook, at: Date): Promise<boolean> {
  if (!enabled) return false;
  await tx.update(webhooks).set({ id, enabled: false, goneAt: at }).where(eq(webhooks.id, id));
  const message = `Webhook ${id} was disabled, because its receiver answered that it wants no more events.`;
  const change = { previous: { enabled: true }, current: { enabled: false } };
  await logs.record(tx, 'system', { type: 'UPDATED', entity: 'Webhook', id, message, ...change });
  return true;
}
