/** Delivers the messages of the outbox: one after the other, each by one process at a time and at least once. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import { timeOf } from '../../db/clock.ts';
import type { Delivery, Handler, Outcome } from './handler.ts';
import { handlers } from './handlers.ts';
import { type Kind, onCommitted } from './outbox.ts';

type Message = typeof table.$inferSelect;

/** How long a message is claimed: longer than a mail server takes for an email. Later, another worker may try again. */
const claimedForMs = 10 * 60 * 1000;
/** A refused message is tried again after this time, so that it does not delay the others. */
const tryAgainAfterMs = 3600 * 1000;

/** Delivers the due messages, of `kinds` or all. When a receiver does not answer, its other messages wait. Returns how many were sent. */
export async function deliverDue(context: Delivery, kinds = Object.keys(handlers) as Kind[]): Promise<number> {
  const away = new Set<Handler<never>['channel']>(context.mail.configured ? [] : ['EMAIL']);
  for (let sent = 0; ; ) {
    const open = kinds.filter((kind) => !away.has(handlers[kind].channel));
    if (open.length === 0) return sent;
    const due = and(lte(table.dueAt, context.now), inArray(table.kind, open));
    const next = context.db.select({ id: table.id }).from(table).where(due).orderBy(table.dueAt, table.id);
    const message = await claim(context, sql`(${next.limit(1).for('update', { skipLocked: true })})`);
    if (!message) return sent;
    const outcome = await deliver(context, message);
    if (outcome === 'SENT') sent++;
    if (outcome === 'AWAY') away.add(handlers[message.kind as Kind].channel);
  }
}

/** Delivers one message at once, for a caller that waits for the outcome. `GONE`, too, if another process delivers it. */
export async function deliverOne(context: Omit<Delivery, 'now'>, id: string): Promise<Outcome> {
  const now = await timeOf(context.db);
  const message = await claim({ ...context, now }, sql`${id}::bigint`);
  return message ? deliver({ ...context, now }, message) : 'GONE';
}

async function claim({ db, now }: Delivery, which: ReturnType<typeof sql>): Promise<Message | undefined> {
  const [message] = await db
    .update(table)
    .set({ dueAt: after(now, claimedForMs), attempts: sql`${table.attempts} + 1` })
    .where(eq(table.id, which))
    .returning();
  return message;
}

async function deliver(context: Delivery, { id, kind, about }: Message): Promise<Outcome> {
  const { db, now, failed } = context;
  // An unexpected error must not delay the other messages.
  const outcome = await handlers[kind as Kind].deliver(context, about as never).catch((error): Outcome => {
    failed(error);
    return 'REFUSED';
  });
  const own = eq(table.id, id);
  if (outcome === 'SENT' || outcome === 'GONE') await db.delete(table).where(own);
  else
    await db
      .update(table)
      .set({ dueAt: outcome === 'REFUSED' ? after(now, tryAgainAfterMs) : now })
      .where(own);
  return outcome;
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** Delivers this process's messages as soon as they are committed; a job delivers the rest. Returns a function to stop it. */
export function startDelivering(context: Omit<Delivery, 'now'>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const deliverNow = async () => deliverDue({ ...context, now: await timeOf(context.db) });
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
    isWanted = false;
    await running;
  };
}
