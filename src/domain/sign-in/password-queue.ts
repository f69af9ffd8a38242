/**
 * Who waits for the processor: a password takes a fifth of a second of a core, so whatever compares or makes one runs in here,
 * with all that it asks the database.
 */
import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import { DomainError } from '../base/errors.ts';

const cores = availableParallelism();
const longest = cores * 17;
const longestLine = 17;

const all = pLimit(cores);
const lines = new Map<string, { turn: LimitFunction; length: number }>();
/** Of all lines together, those that run included. */
let length = 0;

/**
 * Runs the work of one source (a network, a user, a browser) when it is its turn. Each source has a line of its own and at
 * most half of the cores, so that a crowd from one place holds up nobody else. LIMITED, before it costs anything, when the
 * line or all together are full.
 */
export async function inLine<T>(source: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(source) ?? { turn: pLimit(Math.ceil(cores / 2)), length: 0 };
  if (line.length >= longestLine || length >= longest)
    throw new DomainError('LIMITED', 'Too many passwords are being checked at once. Try again in a few seconds.', {
      retryAfterSeconds: 5,
    });
  lines.set(source, line);
  line.length++;
  length++;
  try {
    return await line.turn(() => all(work));
  } finally {
    length--;
    if (--line.length === 0) lines.delete(source);
  }
}
