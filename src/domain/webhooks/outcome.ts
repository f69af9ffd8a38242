/** Notes what came of an attempt to send a delivery: whether it is over or tried again, and what that means for its webhook. */
import { and, eq, sql } from 'drizzle-orm';
import { webhookDeliveries as table, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { nextAttempt } from './retries.ts';

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

/** Changes nothing if another process has claimed the delivery meanwhile. */
export async function settle(db: Db, delivery: Delivery, outcome: Outcome, now: Date): Promise<Sent> {
  const { id, attempts, webhookId } = delivery;
  const { accepted, status, error, pause } = outcome;
  const next = accepted || status === gone ? null : nextAttempt(now, attempts, pause);
  await db
    .update(table)
    .set({
      id,
      state: accepted ? 'DELIVERED' : next ? 'PENDING' : 'FAILED',
      lastStatus: status,
      lastError: error,
      deliveredAt: accepted ? now : null,
      nextAttemptAt: next,
      claimedUntil: null,
    })
    .where(and(eq(table.id, id), eq(table.attempts, attempts), isPending));
  if (status === gone) await disable(db, webhookId, now);
  else if (!accepted && pause) await pauseUntil(db, webhookId, pause);
  return { accepted, next };
}

/** A receiver that asks for a pause gets no other deliveries either. In SQL, because it is no change by a user. */
export const pauseUntil = (db: Db, webhookId: string, until: Date | null) =>
  db.execute(
    sql`update ${webhooks} set paused_until = ${until?.toISOString() ?? null}::timestamptz where id = ${webhookId}`,
  );

async function disable(db: Db, id: string, now: Date): Promise<void> {
  await transactAsSystem(db, async (tx) => {
    const [disabled] = await tx
      .update(webhooks)
      .set({ id, enabled: false, goneAt: now })
      .where(and(eq(webhooks.id, id), webhooks.enabled))
      .returning();
    if (!disabled) return;
    const message = `Webhook ${id} was disabled, because its receiver answered that it wants no more events.`;
    const change = { previous: { enabled: true }, current: { enabled: false } };
    await logs.record(tx, 'system', { type: 'UPDATED', entity: 'Webhook', id, message, ...change });
  });
}
