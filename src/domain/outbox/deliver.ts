/** Delivers the messages of the outbox: one after the other, each by one process at a time and at least once. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import { timeOf } from '../../db/clock.ts';
import type { Delivery, Handler, Outcome } from './handler.ts';
import { handlers } from './handlers.ts';
import { type Kind, onCommitted } from './outbox.ts';

type Message = typeof table.$inferSelect;

/** How long a message is claimed: longer than a mail server takes for an email. Later, another worker may try again. */
const claimed = sql`interval '10 minutes'`;
/** A message is given up after so many attempts: after about two days. */
const mostAttempts = 50;

/** When a message is tried again: after an hour, or when its receiver was away sooner at first. */
const delayMs = (outcome: Outcome, attempts: number) =>
  60_000 * (outcome === 'AWAY' ? Math.min(2 ** (attempts - 1), 60) : 60);

/** Delivers the due messages, of `kinds` or all. When a receiver does not answer, its other messages wait. Returns how many were sent. */
export async function deliverDue(context: Delivery, kinds = Object.keys(handlers) as Kind[]): Promise<number> {
  const away = new Set<Handler<never>['channel']>(context.mail.configured ? [] : ['EMAIL']);
  for (let sent = 0; ; ) {
    const open = kinds.filter((kind) => !away.has(handlers[kind].channel));
    if (open.length === 0) return sent;
    const due = and(lte(table.dueAt, context.now), inArray(table.kind, open));
    const next = context.db.select({ id: table.id }).from(table).where(due).orderBy(table.dueAt, table.id);
    if (context.signal?.aborted) return sent;
    const message = await claim(context, sql`(${next.limit(1).for('update', { skipLocked: true })})`);
    if (!message) return sent;
    const outcome = await deliver(context, message);
    if (outcome === 'SENT') sent++;
    if (outcome === 'AWAY') away.add(handlers[message.kind as Kind].channel);
  }
}

/** Delivers one new message at once, for a caller that waits for the outcome. `GONE`, too, if another worker has claimed it. */
export async function deliverOne(context: Omit<Delivery, 'now'>, id: string): Promise<Outcome> {
  const now = await timeOf(context.db);
  const message = await claim(
    { ...context, now },
    sql`(select id from ${table} where id = ${id}::bigint and attempts = 0)`,
  );
  return message ? deliver({ ...context, now }, message) : 'GONE';
}

async function claim({ db, now }: Delivery, which: ReturnType<typeof sql>): Promise<Message | undefined> {
  const [message] = await db
    .update(table)
    // A round may take longer than a claim lasts.
    .set({
      dueAt: sql`greatest(${now.toISOString()}::timestamptz, clock_timestamp()) + ${claimed}`,
      attempts: sql`${table.attempts} + 1`,
    })
    .where(eq(table.id, which))
    .returning();
  return message;
}

async function deliver(context: Delivery, { id, kind, about, attempts }: Message): Promise<Outcome> {
  const { db, now, failed } = context;
  // An unexpected error must not delay the other messages.
  const outcome = await handlers[kind as Kind].deliver(context, about as never).catch((error): Outcome => {
    failed(error);
    return 'REFUSED';
  });
  // Not if another worker has claimed it meanwhile.
  const own = and(eq(table.id, id), eq(table.attempts, attempts));
  if (outcome === 'SENT' || outcome === 'GONE' || attempts >= mostAttempts) await db.delete(table).where(own);
  else
    await db
      .update(table)
      .set({ dueAt: new Date(now.getTime() + delayMs(outcome, attempts)) })
      .where(own);
  return outcome;
}

/** Delivers this process's messages as soon as they are committed; a job delivers the rest. Returns a function to stop it. */
export function startDelivering(context: Omit<Delivery, 'now'>): () => Promise<void> {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let isWanted = false;
  const deliverNow = async () => deliverDue({ ...context, signal: stopping.signal, now: await timeOf(context.db) });
  const round = async () => {
    while (isWanted) {
      isWanted = false;
      await deliverNow().catch(context.failed);
    }
  };
  const stop = onCommitted(() => {
    isWanted = true;
    running ??= round().finally(() => {
      running = null;
    });
  });
  return async () => {
    stop();
    stopping.abort();
    isWanted = false;
    await running;
  };
}
