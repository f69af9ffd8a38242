/** What users do with deliveries: sending a test event, and sending a delivery again. */
import { and, eq, lte, sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import { webhookDeliveries as table, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import * as outbox from '../outbox/outbox.ts';
import { testEventType } from './event-types.ts';
import { newEventId } from './events.ts';
import { pauseUntil } from './outcome.ts';
import { changing, requireWebhook, type Webhook } from './webhooks.ts';

/** Sends an event of the type `webhook.test`. Errors: FORBIDDEN with a token, NOT_FOUND, CONFLICT (disabled). */
export function sendTest(db: Db, viewer: Viewer, webhookId: string): Promise<{ id: string }> {
  requireSession(viewer);
  return changing(db, viewer, async (tx, viewer) => {
    const webhook = await requireOpen(tx, webhookId);
    const made = await insert(tx, {
      webhookId: webhook.id,
      eventId: newEventId,
      eventType: testEventType,
      // Nothing waits for it, and it waits for nothing.
      subject: newEventId,
      occurredAt: sql`clock_timestamp()`,
      data: { webhook: { id: webhook.id, description: webhook.description } },
    });
    const message = `A test event was sent to webhook ${webhookId}.`;
    await logs.record(tx, viewer, { type: 'OTHER', entity: 'Webhook', id: webhookId, message });
    return made;
  });
}

/**
 * Sends a delivery again that was accepted or given up: as a new delivery of the same event, after those about the same
 * subject that are pending. Tries a pending one, and those before it, at once. Returns the delivery that is sent. Errors:
 * FORBIDDEN with a token, NOT_FOUND, CONFLICT (the webhook is disabled).
 */
export function replay(db: Db, viewer: Viewer, id: string): Promise<{ id: string }> {
  requireSession(viewer);
  return changing(db, viewer, async (tx, viewer) => {
    const which = eq(table.id, id);
    const [found] = await tx.select({ webhookId: table.webhookId }).from(table).where(which);
    if (!found) throw notFound('webhook delivery', id);
    await requireOpen(tx, found.webhookId);
    // Locked, because an attempt that runs may end it; after its webhook, as everywhere.
    const [delivery] = await tx.select().from(table).where(which).for('update');
    if (!delivery) throw notFound('webhook delivery', id);
    const { webhookId, eventId, eventType, subject, occurredAt, data, state } = delivery;
    const message = `Event ${eventId} was sent to webhook ${webhookId} again.`;
    await logs.record(tx, viewer, { type: 'OTHER', entity: 'Webhook', id: webhookId, message });
    if (state !== 'PENDING') return insert(tx, { webhookId, eventId, eventType, subject, occurredAt, data });
    const upToIt = and(
      eq(table.webhookId, webhookId),
      eq(table.subject, subject),
      eq(table.state, 'PENDING'),
      lte(table.id, id),
    );
    await tx.update(table).set({ nextAttemptAt: sql`clock_timestamp()` }).where(upToIt);
    outbox.wakeAfterCommit(tx);
    return { id };
  });
}

async function insert(tx: Db, values: PgInsertValue<typeof table>): Promise<{ id: string }> {
  const [made] = await tx
    .insert(table)
    .values({ ...values, nextAttemptAt: sql`clock_timestamp()` })
    .returning({ id: table.id });
  outbox.wakeAfterCommit(tx);
  return made as { id: string };
}

/** Ends a pause that the receiver asked for, because a user wants to send at once. Errors: NOT_FOUND, CONFLICT (disabled). */
async function requireOpen(tx: Db, id: string): Promise<Webhook> {
  const webhook = await requireWebhook(tx, id);
  if (!webhook.enabled) throw conflict(because('WEBHOOK_DISABLED'));
  if (webhook.pausedUntil) await pauseUntil(tx, eq(webhooks.id, id), null);
  return webhook;
}
