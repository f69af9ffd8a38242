/** Delivers what the outbox holds: one message after the other, each by one process at a time, at least once. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import { timeOf } from '../../db/clock.ts';
import { cannotBeReached, isRefused } from '../mail/failures.ts';
import type { Delivery } from './handler.ts';
import { handlers } from './handlers.ts';
import { type Kind, onCommitted } from './outbox.ts';

/** `GONE`: there is nothing to say any more, or another process delivers it. */
export type Outcome = 'SENT' | 'FAILED' | 'GONE';

type Message = typeof table.$inferSelect;

/** Longer than any mail server takes for an email. Where a worker was killed, the next one tries after that. */
const claimedForMs = 10 * 60 * 1000;
/** An address that refuses is tried again after an hour, and does not hold up the others. */
const tryAgainAfterMs = 3600 * 1000;

/** Delivers what is due, of these kinds if given. Returns how many were sent. Ends early when the mail server does not answer. */
export async function deliverDue(context: Delivery, kinds?: readonly Kind[]): Promise<number> {
  if (!context.mail.configured) return 0;
  const due = and(lte(table.dueAt, context.now), kinds && inArray(table.kind, [...kinds]));
  let sent = 0;
  for (;;) {
    const next = context.db.select({ id: table.id }).from(table).where(due).orderBy(table.dueAt, table.id);
    const message = await claim(context, sql`(${next.limit(1).for('update', { skipLocked: true })})`);
    if (!message) return sent;
    const outcome = await send(context, message);
    if (outcome === 'SENT') sent++;
    if (outcome === 'AWAY') return sent;
  }
}

/** Delivers one message at once, for a caller who waits for what becomes of it. */
export async function deliverOne(context: Omit<Delivery, 'now'>, id: string): Promise<Outcome> {
  const now = await timeOf(context.db);
  const message = await claim({ ...context, now }, sql`${id}::bigint`);
  if (!message) return 'GONE';
  const outcome = await send({ ...context, now }, message);
  return outcome === 'AWAY' ? 'FAILED' : outcome;
}

async function claim({ db, now }: Delivery, which: ReturnType<typeof sql>): Promise<Message | undefined> {
  const [message] = await db
    .update(table)
    .set({ dueAt: after(now, claimedForMs), attempts: sql`${table.attempts} + 1` })
    .where(eq(table.id, which))
    .returning();
  return message;
}

/** `AWAY`: the mail server did not answer, so that there is no use in trying others now. */
async function send(context: Delivery, { id, kind, about }: Message): Promise<Outcome | 'AWAY'> {
  const { db, mail, now, failed } = context;
  const { compose, sent, unreachable } = handlers[kind as Kind];
  const own = eq(table.id, id);
  const email = await compose(context, about as never);
  if (!email) {
    await db.delete(table).where(own);
    return 'GONE';
  }
  try {
    await mail.send(email);
  } catch (error) {
    failed(error);
    const abandoned = cannotBeReached(error) && (await unreachable?.(context, about as never));
    if (abandoned) await db.delete(table).where(own);
    else
      await db
        .update(table)
        .set({ dueAt: isRefused(error) ? after(now, tryAgainAfterMs) : now })
        .where(own);
    return isRefused(error) ? 'FAILED' : 'AWAY';
  }
  await sent?.(context, about as never);
  await db.delete(table).where(own);
  return 'SENT';
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** Delivers at once what this process writes. What others leave behind, a job delivers. Returns how to stop. */
export function startDelivering(context: Omit<Delivery, 'now'>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const round = async () => {
    while (isWanted) {
      isWanted = false;
      await deliverDue({ ...context, now: await timeOf(context.db) }).catch(context.failed);
    }
  };
  const stop = onCommitted(() => {
    if (!context.mail.configured) return;
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
