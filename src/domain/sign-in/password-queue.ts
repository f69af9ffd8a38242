/**
 * Who waits for the processor: a password takes a fifth of a second of a core, so whatever compares or makes one runs in here,
 * with all that it asks the database.
 */
import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import { DomainError } from '../base/errors.ts';

const cores = availableParallelism();
const mostTotal = cores * 17;
const mostPerSource = 17;

const all = pLimit(cores);
const queues = new Map<string, { limit: LimitFunction; length: number }>();
/** Of all lines together, those that run included. */
let total = 0;

/**
 * Runs the work of one source (a network, a user, a browser) when it is its turn. Each source has a line of its own and at
 * most half of the cores, so that a crowd from one place holds up nobody else. LIMITED, before it costs anything, when the
 * line or all together are full.
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
