/** The scheduled jobs. Each can also be run by hand, and in several processes at once. */
import { timeOf } from './db/clock.ts';
import { chain, partitions, type Retention } from './domain/audit/jobs.ts';
import type { Delivery } from './domain/outbox/handler.ts';
import * as expiryEvents from './domain/tokens/expiry-events.ts';
import { deliver, expired, purge, unused, warn } from './domain/tokens/jobs.ts';
import * as failing from './domain/webhooks/failing.ts';
import { sendDue } from './domain/webhooks/sender.ts';

/** Sends due deliveries to webhooks, and waits for the answers. Returns how many were accepted. */
const webhooks = ({ now, mail, privateWebhooks, ...context }: Delivery & Kept): Promise<number> =>
  sendDue(
    {
      ...context,
      pepper: mail.pepper,
      allowPrivate: privateWebhooks === true,
      mailed: mail.configured,
      clock: () => timeOf(context.db),
    },
    context.signal,
  );

const events = expiryEvents.store;
const outages = failing.notifyOfOutages;

/** Every job by its name, as `latchkey run-job <name>` takes it. Each answers how many rows it dealt with. */
export const jobs = {
  warn,
  expired,
  events,
  unused,
  purge,
  partitions,
  chain,
  outages,
  deliver,
  webhooks,
} satisfies Record<string, (context: Delivery & Kept) => Promise<number>>;

interface Kept {
  retention?: Retention;
  /** Whether webhooks may have http URLs and lead to private addresses. */
  privateWebhooks?: boolean;
}

type Context = Omit<Delivery, 'now'> & Kept;

/** Runs a job at the database's time. */
export const run = async (name: keyof typeof jobs, context: Context): Promise<number> =>
  jobs[name]({ ...context, now: await timeOf(context.db) });

export const isJob = (name: string): name is keyof typeof jobs => Object.hasOwn(jobs, name);

/** Jobs that are not urgent and scan or lock whole tables run in the first round and in every sixtieth after it. */
const seldom: ReadonlySet<string> = new Set<keyof typeof jobs>(['purge', 'partitions']);
const roundsApart = 60;

/** Not in rounds, because a receiver that does not answer would delay the other jobs: `startSending` does it. */
const elsewhere: ReadonlySet<string> = new Set<keyof typeof jobs>(['webhooks']);

/** Runs the jobs regularly until stopped. A job that fails does not stop the others. */
export function schedule(context: Context, everyMs: number): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;
  let rounds = 0;
  const round = async () => {
    const isTurn = rounds++ % roundsApart === 0;
    const due = Object.keys(jobs)
      .filter(isJob)
      .filter((name) => !elsewhere.has(name));
    for (const name of due)
      if (!signal.aborted && (isTurn || !seldom.has(name)))
        await run(name, { ...context, signal }).catch(context.failed);
  };
  const timer = setInterval(() => {
    running ??= round().finally(() => {
      running = null;
    });
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}
