/**
 * Sends deliveries. One is sent by one process at a time, after all earlier ones about the same subject, and until the
 * receiver accepts it or it is given up: at least once, since a process that is killed may have sent what it could not note.
 */
import { and, eq, lte, ne, sql } from 'drizzle-orm';
import { webhookDeliveries as table, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { NoAnswerError, post, type Resolve } from '../../outbound/post.ts';
import * as logs from '../audit/record.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { nextAttempt } from './retries.ts';
import { signedHeaders } from './signing.ts';

export interface Sending {
  db: Db;
  /** The key of the installation, which opens the secrets of webhooks. */
  pepper: string;
  /** Whether webhooks may lead to private addresses. */
  allowPrivate: boolean;
  clock(): Promise<Date>;
  /** Called with unexpected errors; the other deliveries are sent nevertheless. */
  failed(error: unknown): void;
  resolve?: Resolve;
}

type Delivery = typeof table.$inferSelect;
type Webhook = typeof webhooks.$inferSelect;

/** How long a receiver has for its answer. */
const timeoutMs = 15_000;
/** How long a process has for an attempt. Later, the process counts as killed, and another one tries again. */
const claimedMs = 60_000;

const isPending = eq(table.state, 'PENDING');
const isDue = (now: Date) =>
  and(
    isPending,
    lte(table.nextAttemptAt, now),
    sql`coalesce(${table.claimedUntil} <= ${now.toISOString()}::timestamptz, true)`,
  );

/** The enabled webhooks with due deliveries. */
export async function dueWebhooks({ db, clock }: Sending): Promise<string[]> {
  const found = await db
    .selectDistinct({ id: webhooks.id })
    .from(table)
    .innerJoin(webhooks, and(eq(webhooks.id, table.webhookId), webhooks.enabled))
    .where(isDue(await clock()));
  return found.map(({ id }) => id);
}

export interface Sent {
  accepted: boolean;
  /** When it is tried again; null: it is over. */
  next: Date | null;
}

/** Sends the next due delivery of a webhook. Returns null if there is none. */
export async function sendNext(context: Sending, webhookId: string): Promise<Sent | null> {
  const [webhook] = await context.db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, webhookId), webhooks.enabled));
  const now = await context.clock();
  const delivery = webhook && (await claim(context.db, webhook.id, now));
  if (!webhook || !delivery) return null;
  const outcome = await attempt(context, webhook, delivery, now);
  const accepted = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
  const next =
    accepted || outcome.status === gone ? null : nextAttempt(now, Number(delivery.attempts), outcome.retryAfterSeconds);
  await settle(context.db, delivery, { ...outcome, accepted, next, now });
  return { accepted, next };
}

/** Only the first of the pending deliveries about a subject can be claimed. */
async function claim(db: Db, webhookId: string, now: Date): Promise<Delivery | undefined> {
  const earlier = sql`exists (select 1 from ${table} earlier where earlier.webhook_id = ${table.webhookId}
    and earlier.subject = ${table.subject} and earlier.state = 'PENDING' and earlier.id < ${table.id})`;
  const next = db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.webhookId, webhookId), isDue(now), sql`not ${earlier}`))
    .orderBy(table.nextAttemptAt, table.id)
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await db
    .update(table)
    .set({
      attempts: sql`${table.attempts} + 1`,
      lastAttemptAt: now,
      claimedUntil: new Date(now.getTime() + claimedMs),
    })
    .where(eq(table.id, sql`(${next})`))
    .returning();
  return claimed;
}

interface Outcome {
  status: number | null;
  error: string | null;
  retryAfterSeconds: number | null;
}

/** The receiver wants no more events. */
const gone = 410;

async function attempt(context: Sending, webhook: Webhook, delivery: Delivery, at: Date): Promise<Outcome> {
  const { pepper, allowPrivate, resolve, failed } = context;
  try {
    const body = JSON.stringify({ type: delivery.eventType, timestamp: delivery.occurredAt, data: delivery.data });
    const signed = signedHeaders(pepper, webhook, { id: delivery.eventId, at, body });
    const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Latchkey', ...signed };
    const url = new URL(webhook.url);
    const { status, retryAfterSeconds } = await post({
      url,
      headers,
      body,
      allowPrivate,
      timeoutMs,
      ...(resolve && { resolve }),
    });
    return { status, error: status < 300 ? null : 'STATUS', retryAfterSeconds };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) failed(error);
    return { status: null, error: error instanceof NoAnswerError ? error.why : 'UNEXPECTED', retryAfterSeconds: null };
  }
}

/** Notes the outcome, unless another process has claimed the delivery meanwhile. */
async function settle(
  db: Db,
  delivery: Delivery,
  { status, error, retryAfterSeconds, accepted, next, now }: Outcome & Sent & { now: Date },
): Promise<void> {
  const { id, attempts, webhookId } = delivery;
  const state = accepted ? 'DELIVERED' : next ? 'PENDING' : 'FAILED';
  await db
    .update(table)
    .set({
      id,
      state,
      lastStatus: status,
      lastError: error,
      deliveredAt: accepted ? now : null,
      nextAttemptAt: next,
      claimedUntil: null,
    })
    .where(and(eq(table.id, id), eq(table.attempts, attempts), isPending));
  if (status === gone) await disable(db, webhookId, now);
  if (next && retryAfterSeconds) await postpone(db, delivery, next);
}

/** A receiver that asks for a pause gets no other deliveries either. */
async function postpone(db: Db, { id, webhookId }: Delivery, until: Date): Promise<void> {
  const others = and(eq(table.webhookId, webhookId), ne(table.id, id), isPending, lte(table.nextAttemptAt, until));
  await db.update(table).set({ nextAttemptAt: until }).where(others);
}

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
