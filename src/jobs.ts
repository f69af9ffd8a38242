/** What happens by the clock. Each job may be run by hand too, and in several processes at once. */
import { expired, purge, type Upkeep, unused, warn } from './domain/tokens/upkeep.ts';

/** Every job by its name, as `latchkey run-job <name>` takes it. Each answers how many rows it dealt with. */
export const jobs = { warn, expired, unused, purge } satisfies Record<string, (upkeep: Upkeep) => Promise<number>>;

export const isJob = (name: string): name is keyof typeof jobs => Object.hasOwn(jobs, name);

/** What looks through whole tables and is in no hurry runs in the first round and each sixtieth after. */
const seldom: ReadonlySet<unknown> = new Set([purge]);
const roundsApart = 60;

/** Runs the jobs every so often until stopped; one that fails does not stop the others. */
export function schedule(context: Omit<Upkeep, 'now'>, everyMs: number): () => Promise<void> {
  let running = Promise.resolve();
  let rounds = 0;
  const round = async () => {
    const isTurn = rounds++ % roundsApart === 0;
    const due = Object.values(jobs).filter((job) => isTurn || !seldom.has(job));
    for (const job of due) await job({ ...context, now: new Date() }).catch(context.failed);
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
