/** Notes what came of an attempt to send a delivery: whether it is over or tried again, and what that means for its webhook. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
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

interface Answered {
  at: Date;
  /** Where it was sent: the webhook may have another URL meanwhile, whose receiver has not said anything. */
  url: string;
}

/** Changes nothing if another process has claimed the delivery meanwhile. */
export async function settle(db: Db, delivery: Delivery, outcome: Outcome, { at, url }: Answered): Promise<Sent> {
  const { id, attempts, webhookId } = delivery;
  const { accepted, status, error, pause } = outcome;
  const next = accepted || status === gone ? null : nextAttempt(at, attempts, pause);
  const [settled] = await db
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
  if (!settled) return { accepted, next };
  const still = and(eq(webhooks.id, webhookId), eq(webhooks.url, url)) as SQL;
  if (status === gone) await disable(db, webhookId, still, at);
  else if (!accepted && pause) await pauseUntil(db, still, pause);
  return { accepted, next };
}

/** A receiver that asks for a pause gets no other deliveries either. In SQL, because it is no change by a user. */
export const pauseUntil = (db: Db, which: SQL, until: Date | null) =>
  db.execute(sql`update ${webhooks} set paused_until = ${until?.toISOString() ?? null}::timestamptz where ${which}`);

async function disable(db: Db, id: string, still: SQL, at: Date): Promise<void> {
  await transactAsSystem(db, async (tx) => {
    const [disabled] = await tx
      .update(webhooks)
      .set({ id, enabled: false, goneAt: at })
      .where(and(still, webhooks.enabled))
      .returning();
    if (!disabled) return;
    const message = `Webhook ${id} was disabled, because its receiver answered that it wants no more events.`;
    const change = { previous: { enabled: true }, current: { enabled: false } };
    await logs.record(tx, 'system', { type: 'UPDATED', entity: 'Webhook', id, message, ...change });
  });
}
