/** A queue for hashing passwords, a fifth of a second of a core each, together with the queries that belong to it. */
import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import { limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

const cores = availableParallelism();
const mostTotal = cores * 17;
const mostPerSource = 17;

export interface PasswordPlaces {
  /** Waits for a place and returns the function that frees it; null at once when the source's queue or all together are full. */
  enter(source: string): Promise<(() => void) | null>;
}

/**
 * Places for work of one source each (a network, a user or a browser). Each source has its own queue and at most half of the
 * cores, so that many requests from one source do not delay others.
 */
export function createPasswordPlaces(): PasswordPlaces {
  const all = pLimit(cores);
  const queues = new Map<string, { limit: LimitFunction; length: number }>();
  let total = 0;
  return {
    enter: async (source) => {
      const queue = queues.get(source) ?? { limit: pLimit(Math.ceil(cores / 2)), length: 0 };
      if (queue.length >= mostPerSource || total >= mostTotal) return null;
      queues.set(source, queue);
      queue.length++;
      total++;
      return new Promise((entered) => {
        const held = queue.limit(() => all(() => new Promise<void>(entered)));
        void held.then(() => {
          total--;
          if (--queue.length === 0) queues.delete(source);
        });
      });
    },
  };
}

let places = createPasswordPlaces();

/** Workers use the places of their primary process, because they share its cores. */
export function sharePasswordPlaces(given: PasswordPlaces): void {
  places = given;
}

/** Queues and runs work of one source. Errors: LIMITED at once when too much is queued already. */
export async function inPasswordQueue<T>(source: string, work: () => Promise<T>): Promise<T> {
  const leave = await places.enter(source);
  if (!leave) throw limited(because('PASSWORDS_BUSY'), 5);
  try {
    return await work();
  } finally {
    leave();
  }
}
