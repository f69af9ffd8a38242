/** Delivers the messages of the outbox: one after the other, each by one process at a time and at least once. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import { timeOf } from '../../db/clock.ts';
import { cannotBeReached, isRefused } from '../mail/failures.ts';
import type { Delivery } from './handler.ts';
import { handlers } from './handlers.ts';
import { type Kind, onCommitted } from './outbox.ts';

/** `GONE`: the message is obsolete, or another process delivers it. */
export type Outcome = 'SENT' | 'FAILED' | 'GONE';

type Message = typeof table.$inferSelect;

/** How long a message is claimed: longer than a mail server takes for an email. Later, another worker may try again. */
const claimedForMs = 10 * 60 * 1000;
/** A refused message is tried again after this time, so that it does not delay the others. */
const tryAgainAfterMs = 3600 * 1000;

/** Delivers the due messages, of `kinds` or all, until the mail server does not answer. Returns how many were sent. */
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

/** Delivers one message at once, for a caller that waits for the outcome. */
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

/** `AWAY`: the mail server did not answer, so other messages need not be tried now. */
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

/** Delivers this process's messages as soon as they are committed; a job delivers the rest. Returns a function to stop it. */
export function startDelivering(context: Omit<Delivery, 'now'>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  const deliver = async () => deliverDue({ ...context, now: await timeOf(context.db) });
  const round = async () => {
    while (isWanted) {
      isWanted = false;
      await deliver().catch(context.failed);
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
