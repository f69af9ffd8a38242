/** Sends to all webhooks at the same time, so that a receiver that is away or slow delays only its own deliveries. */
import { timeOf } from '../../db/clock.ts';
import { onCommitted } from '../outbox/outbox.ts';
import { distribute } from './distribute.ts';
import { dueWebhooks, type Sending, sendNext } from './send.ts';

/** How many deliveries a process sends to one webhook at the same time. */
const atOnce = 4;

/** Sends all due deliveries and waits for the answers. Returns how many were accepted. */
export async function sendDue(context: Sending, signal?: AbortSignal): Promise<number> {
  await distribute(context.db);
  const ids = await dueWebhooks(context);
  const accepted = await Promise.all(ids.map((id) => drain(context, id, signal)));
  return accepted.reduce((sum, one) => sum + one, 0);
}

/** Sends what is due to one webhook. `retried` is called with the time of each retry. */
async function drain(
  context: Sending,
  id: string,
  signal?: AbortSignal,
  retried: (at: Date) => void = () => undefined,
): Promise<number> {
  let accepted = 0;
  const send = async () => {
    while (!signal?.aborted) {
      const sent = await sendNext(context, id);
      if (!sent) return;
      if (sent.accepted) accepted++;
      if (sent.next) retried(sent.next);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, send));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return accepted;
}

/** Later retries are found by the regular look. */
const soonMs = 60_000;

interface Options extends Omit<Sending, 'clock'> {
  /** Looks for due deliveries regularly, also for those of processes that have ended. */
  everyMs?: number;
}

/** Sends events as soon as they are committed, and retries. Returns a function to stop it. */
export function startSending({ everyMs, ...given }: Options): () => Promise<void> {
  const context: Sending = { ...given, clock: () => timeOf(given.db) };
  const stopping = new AbortController();
  const { signal } = stopping;
  /** By webhook: what is running, and whether more was found meanwhile. */
  const running = new Map<string, { work: Promise<void>; isWanted: boolean }>();
  const timers = new Set<NodeJS.Timeout>();

  const lookIn = (delayMs: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      look();
    }, delayMs).unref();
    timers.add(timer);
  };
  const retried = (at: Date) => {
    const delayMs = at.getTime() - Date.now();
    if (delayMs < soonMs && !signal.aborted) lookIn(Math.max(delayMs, 0));
  };

  function start(id: string): void {
    const found = running.get(id);
    if (found) found.isWanted = true;
    if (found || signal.aborted) return;
    const one = { isWanted: true, work: Promise.resolve() };
    one.work = (async () => {
      while (one.isWanted && !signal.aborted) {
        one.isWanted = false;
        await drain(context, id, signal, retried).catch(context.failed);
      }
    })().finally(() => running.delete(id));
    running.set(id, one);
  }

  let looking: Promise<void> | null = null;
  let isLookWanted = false;
  /** One look at a time; what is stored during a look is found by the next. */
  function look(): void {
    isLookWanted = true;
    looking ??= (async () => {
      while (isLookWanted && !signal.aborted) {
        isLookWanted = false;
        await distribute(context.db)
          .then(() => dueWebhooks(context))
          .then((ids) => ids.forEach(start))
          .catch(context.failed);
      }
    })().finally(() => {
      looking = null;
    });
  }

  const stopListening = onCommitted(look);
  const regular = everyMs === undefined ? undefined : setInterval(look, everyMs).unref();
  if (regular) look();
  return async () => {
    stopListening();
    clearInterval(regular);
    for (const timer of timers) clearTimeout(timer);
    stopping.abort();
    await looking;
    await Promise.all([...running.values()].map(({ work }) => work));
  };
}
