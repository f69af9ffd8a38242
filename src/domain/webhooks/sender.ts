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
  let accepted = 0;
  const send = async (id: string) => {
    while (!signal?.aborted) {
      const sent = await sendNext(context, id);
      if (!sent) return;
      if (sent.accepted) accepted++;
    }
  };
  const ids = await dueWebhooks(context);
  const ended = await Promise.allSettled(ids.flatMap((id) => Array.from({ length: atOnce }, () => send(id))));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return accepted;
}

/** Later retries are found by the regular look. */
const soonMs = 60_000;

interface Options extends Omit<Sending, 'clock'> {
  /** Looks for due deliveries regularly, also for those of processes that have ended. */
  everyMs?: number;
}

/** What sends to one webhook. */
interface Senders {
  running: Set<Promise<void>>;
  /** Whether something was found since one of them looked last. */
  isWanted: boolean;
}

/** Sends events as soon as they are committed, and retries. Returns a function to stop it. */
export function startSending({ everyMs, ...given }: Options): () => Promise<void> {
  const context: Sending = { ...given, clock: () => timeOf(given.db) };
  const stopping = new AbortController();
  const { signal } = stopping;
  const sendersTo = new Map<string, Senders>();
  const timers = new Set<NodeJS.Timeout>();

  function lookAt(time: Date): void {
    const delayMs = Math.max(time.getTime() - Date.now(), 0);
    if (delayMs > soonMs || signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      look();
    }, delayMs).unref();
    timers.add(timer);
  }

  function wake(id: string): void {
    const senders = sendersTo.get(id) ?? { running: new Set(), isWanted: true };
    senders.isWanted = true;
    sendersTo.set(id, senders);
    add(id, senders);
  }

  /** Starts one more, unless all are running. One that has found something starts the next. */
  function add(id: string, senders: Senders): void {
    if (senders.running.size >= atOnce || signal.aborted) return;
    const sender = send(id, senders)
      .catch(context.failed)
      .finally(() => {
        senders.running.delete(sender);
        // Something was found after it had looked for the last time.
        if (senders.isWanted) add(id, senders);
        if (senders.running.size === 0) sendersTo.delete(id);
      });
    senders.running.add(sender);
  }

  async function send(id: string, senders: Senders): Promise<void> {
    while (!signal.aborted) {
      senders.isWanted = false;
      const sent = await sendNext(context, id, () => add(id, senders));
      if (sent?.next) lookAt(sent.next);
      if (!sent && !senders.isWanted) return;
    }
  }

  let looking: Promise<void> | null = null;
  let isLookWanted = false;
  /** One look at a time; what is stored during a look is found by the next. */
  function look(): void {
    isLookWanted = true;
    if (looking || signal.aborted) return;
    isLookWanted = false;
    looking = distribute(context.db)
      .then(() => dueWebhooks(context))
      .then((ids) => ids.forEach(wake))
      .catch(context.failed)
      .finally(() => {
        looking = null;
        if (isLookWanted) look();
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
    await Promise.all([...sendersTo.values()].flatMap(({ running }) => [...running]));
  };
}
