/**
 * How easily passwords are guessed, estimated by zxcvbn in a thread of its own: an estimate takes up to a second, and the
 * dictionaries 40 MB. The thread starts with the first password and ends when none was estimated for a while.
 */
import { Worker } from 'node:worker_threads';
import { limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

export interface Estimate {
  /** zxcvbn's scale: 0 is guessed at once, 3 withstands an attacker who has the hashes for a while. */
  score: number;
  /** English sentences on what makes it weak. */
  advice: string[];
}

export interface Estimator {
  /** `own`: names of the user, which count as common words. Errors: LIMITED when too many wait, or it takes too long. */
  estimate(password: string, own: readonly string[]): Promise<Estimate>;
}

interface Asked {
  message: { password: string; own: readonly string[] };
  resolve(estimate: Estimate): void;
  reject(error: unknown): void;
}

/** The time of an estimate grows with the square of the length, so only this many characters are read. */
const mostCharacters = 72;

interface Limits {
  /** How many estimates may wait. */
  most: number;
  /** An estimate that takes longer is given up, with its thread. */
  mostMs: number;
  idleMs: number;
}

export function createEstimator(
  script = new URL('./password-strength.js', import.meta.url),
  { most, mostMs, idleMs }: Limits = { most: 50, mostMs: 20_000, idleMs: 60_000 },
): Estimator {
  const queue: Asked[] = [];
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;

  function start(): Worker {
    const started = new Worker(script);
    // A thread that was given up may still answer.
    started.on('message', (found: Estimate) => thread === started && finish(({ resolve }) => resolve(found)));
    started.on('error', (error) => thread === started && end(({ reject }) => reject(error)));
    return started;
  }

  function next(): void {
    clearTimeout(timer);
    const [first] = queue;
    if (!first) {
      // A process does not stay for an idle thread.
      thread?.unref();
      timer = setTimeout(() => end(), idleMs).unref();
      return;
    }
    thread ??= start();
    thread.ref();
    thread.postMessage(first.message);
    timer = setTimeout(() => end(({ reject }) => reject(limited(because('STRENGTH_UNKNOWN')))), mostMs).unref();
  }

  function finish(settle: (asked: Asked) => void): void {
    const first = queue.shift();
    if (first) settle(first);
    next();
  }

  /** Ends the thread; the next estimate starts another one. */
  function end(settle?: (asked: Asked) => void): void {
    void thread?.terminate();
    thread = undefined;
    if (settle) finish(settle);
  }

  return {
    estimate: (password, own) =>
      new Promise((resolve, reject) => {
        if (queue.length >= most) return reject(limited(because('STRENGTH_UNKNOWN')));
        queue.push({ message: { password: password.slice(0, mostCharacters), own }, resolve, reject });
        if (queue.length === 1) next();
      }),
  };
}

/** A process has one thread for all. */
export const { estimate } = createEstimator();
