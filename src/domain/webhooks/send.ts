/**
 * Sends deliveries. One is sent by one process at a time, after all earlier ones about the same subject, and until the
 * receiver accepts it or it is given up: at least once, since a process that is killed may have sent what it could not note.
 */
import { and, eq, exists, lte, sql } from 'drizzle-orm';
import { webhookDeliveries as table, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { NoAnswerError, post, type Resolve } from '../../outbound/post.ts';
import { type Delivery, isPending, type Outcome, type Sent, settle } from './outcome.ts';
import { pauseOf } from './retries.ts';
import { signedHeaders } from './signing.ts';

export interface Sending {
  db: Db;
  /** The key of the installation, which opens the secrets of webhooks. */
  pepper: string;
  /** Whether webhooks may lead to private addresses. */
  allowPrivate: boolean;
  /** Whether there is a mail server, so that users can be notified of failures. */
  mailed: boolean;
  clock(): Promise<Date>;
  /** Called with unexpected errors; the other deliveries are sent nevertheless. */
  failed(error: unknown): void;
  resolve?: Resolve;
}

type Webhook = typeof webhooks.$inferSelect;

/** How long a receiver has for its answer. */
const timeoutMs = 15_000;
/** How long a process has for an attempt. Later, the process counts as killed, and another one tries again. */
const claimedMs = 60_000;

const isDue = (now: Date) =>
  and(
    isPending,
    lte(table.nextAttemptAt, now),
    sql`coalesce(${table.claimedUntil} <= ${now.toISOString()}::timestamptz, true)`,
  );

const isOpen = (now: Date) =>
  and(webhooks.enabled, sql`coalesce(${webhooks.pausedUntil} <= ${now.toISOString()}::timestamptz, true)`);

/** The enabled webhooks with due deliveries. */
export async function dueWebhooks({ db, clock }: Sending): Promise<string[]> {
  const now = await clock();
  const found = await db
    .selectDistinct({ id: webhooks.id })
    .from(table)
    .innerJoin(webhooks, and(eq(webhooks.id, table.webhookId), isOpen(now)))
    .where(isDue(now));
  return found.map(({ id }) => id);
}

/** Sends the next due delivery of a webhook. Returns null if there is none. `found` is called before it is sent. */
export async function sendNext(context: Sending, webhookId: string, found?: () => void): Promise<Sent | null> {
  const now = await context.clock();
  const delivery = await claim(context.db, webhookId, now);
  if (!delivery) return null;
  const [webhook] = await context.db.select().from(webhooks).where(eq(webhooks.id, webhookId));
  // Its deliveries are deleted with a webhook.
  if (!webhook) return null;
  found?.();
  const { retryAfterSeconds, ...outcome } = await attempt(context, webhook, delivery, now);
  // The answer may have taken a while.
  const answeredAt = await context.clock();
  const pause = pauseOf(answeredAt, retryAfterSeconds);
  return settle(context, delivery, { ...outcome, pause }, { at: answeredAt, url: webhook.url });
}

/**
 * Only the first of the pending deliveries about a subject can be claimed, and none of a webhook that is disabled or paused by
 * then: the answer to the delivery before may have done that.
 */
async function claim(db: Db, webhookId: string, now: Date): Promise<Delivery | undefined> {
  const earlier = sql`exists (select 1 from ${table} earlier where earlier.webhook_id = ${table.webhookId}
    and earlier.subject = ${table.subject} and earlier.state = 'PENDING' and earlier.id < ${table.id})`;
  const open = db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.id, webhookId), isOpen(now)));
  const next = db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.webhookId, webhookId), isDue(now), sql`not ${earlier}`, exists(open)))
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

type Attempted = Omit<Outcome, 'pause'> & { retryAfterSeconds: number | null };

async function attempt(context: Sending, webhook: Webhook, delivery: Delivery, at: Date): Promise<Attempted> {
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
    const accepted = status >= 200 && status < 300;
    return { accepted, status, error: accepted ? null : 'STATUS', retryAfterSeconds };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) failed(error);
    const why = error instanceof NoAnswerError ? error.why : 'UNEXPECTED';
    return { accepted: false, status: null, error: why, retryAfterSeconds: null };
  }
}
