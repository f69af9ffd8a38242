/** A queue for hashing passwords, a fifth of a second of a core each, together with the queries that belong to it. */
import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import { DomainError } from '../base/errors.ts';

const cores = availableParallelism();
const mostTotal = cores * 17;
const mostPerSource = 17;

const all = pLimit(cores);
const queues = new Map<string, { limit: LimitFunction; length: number }>();
let total = 0;

/**
 * Queues and runs work of one source (a network, a user or a browser). Each source has its own queue and at most half of the
 * cores, so that many requests from one source do not delay others. Errors: LIMITED at once when the source's queue or all
 * queues together are full.
 */
export async function inPasswordQueue<T>(source: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(source) ?? { limit: pLimit(Math.ceil(cores / 2)), length: 0 };
  if (queue.length >= mostPerSource || total >= mostTotal)
    throw new DomainError('LIMITED', 'Too many passwords are being checked at once. Try again in a few seconds.', {
      retryAfterSeconds: 5,
    });
  queues.set(source, queue);
  queue.length++;
  total++;
  try {
    return await queue.limit(() => all(work));
  } finally {
    total--;
    if (--queue.length === 0) queues.delete(source);
  }
}
