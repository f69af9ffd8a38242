/**
 * In the primary: the limit on the requests that a user sends in a minute, which all workers share. A worker uses a part of it
 * without asking, and then asks for portions, which get smaller the less is left. Before the primary refuses, it asks all
 * other workers what they have not used.
 */
import type { Config } from '../config.ts';
import { type UsedSoFar, windowMs } from '../http/request-rate.ts';
import type { RateName, ToPrimary, ToWorker } from './messages.ts';

/** A worker that does not respond delays the others for so long. */
const patienceMs = 1_000;

export interface SharedRate {
  join(worker: number): void;
  drop(worker: number): void;
  take(worker: number, message: Extract<ToPrimary, { type: 'askPortion' | 'settled' }>): void;
}

interface Window {
  endsAt: number;
  /** What each worker has used. */
  used: Map<number, number>;
  /** What was neither used nor granted. */
  left: number;
  isExhausted: boolean;
  settling: Settling | null;
}

interface Settling {
  missing: Set<number>;
  done: Promise<void>;
  finish(): void;
}

type Limited = Pick<Config, 'REQUESTS_PER_MINUTE' | 'TOKEN_CHECKS_PER_MINUTE'>;

/** Every limit of the settings. */
export function createSharedRates(
  { REQUESTS_PER_MINUTE, TOKEN_CHECKS_PER_MINUTE }: Limited,
  send: (worker: number, message: ToWorker) => void,
  now: () => number = () => performance.now(),
): SharedRate {
  const rates = {
    requests: createSharedRate('requests', REQUESTS_PER_MINUTE, send, now),
    checks: createSharedRate('checks', TOKEN_CHECKS_PER_MINUTE, send, now),
  };
  const each = Object.values(rates);
  return {
    join: (worker) => {
      for (const rate of each) rate.join(worker);
    },
    drop: (worker) => {
      for (const rate of each) rate.drop(worker);
    },
    take: (worker, message) => rates[message.rate].take(worker, message),
  };
}

/** How much of a limit each of so many processes uses before it asks: half of the limit in all. */
export const firstPortionOf = (most: number, processes: number): number => Math.floor(most / (2 * processes));

function createSharedRate(
  name: RateName,
  most: number,
  send: (worker: number, message: ToWorker) => void,
  now: () => number,
): SharedRate {
  const workers = new Set<number>();
  const windows = new Map<string, Window>();
  let sweptAt = now();

  function windowOf(key: string, { agoMs }: UsedSoFar): Window {
    const at = now();
    const known = windows.get(key);
    if (known && at < known.endsAt) return known;
    if (at - sweptAt >= windowMs) sweep(at);
    const endsAt = at + Math.max(windowMs - agoMs, 0);
    const made: Window = { endsAt, used: new Map(), left: 0, isExhausted: false, settling: null };
    windows.set(key, made);
    return made;
  }

  function sweep(at: number): void {
    sweptAt = at;
    for (const [key, { endsAt, settling }] of windows) if (endsAt <= at && !settling) windows.delete(key);
  }

  /** Finds out what is left when every worker has said what it used, and has given back the rest. */
  async function settle(key: string, window: Window, asker: number): Promise<void> {
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const missing = new Set([...workers].filter((worker) => worker !== asker));
    window.settling = { missing, done, finish };
    for (const worker of missing) send(worker, { type: 'settle', rate: name, key });
    const timer = setTimeout(finish, patienceMs);
    timer.unref();
    if (missing.size > 0) await done;
    clearTimeout(timer);
    window.settling = null;
    window.left = most - [...window.used.values()].reduce((sum, used) => sum + used, 0);
    if (window.left <= 0) [window.left, window.isExhausted] = [0, true];
  }

  async function grant(worker: number, id: number, key: string, soFar: UsedSoFar): Promise<void> {
    const window = windowOf(key, soFar);
    window.used.set(worker, soFar.used);
    while (window.left === 0 && !window.isExhausted) {
      // If the workers are being asked for another one already, this one waits for their answers too, and then looks again.
      if (window.settling) await window.settling.done;
      else await settle(key, window, worker);
    }
    const count = Math.ceil(window.left / (2 * Math.max(workers.size, 1)));
    window.left -= count;
    const resetMs = Math.max(window.endsAt - now(), 0);
    send(worker, { type: 'portion', rate: name, id, count, left: window.left, resetMs });
  }

  function settled(worker: number, { settling }: Window): void {
    settling?.missing.delete(worker);
    if (settling?.missing.size === 0) settling.finish();
  }

  return {
    join: (worker) => void workers.add(worker),
    drop: (worker) => {
      workers.delete(worker);
      for (const window of windows.values()) settled(worker, window);
    },
    take: (worker, message) => {
      const { key, soFar } = message;
      if (message.type === 'askPortion') return void grant(worker, message.id, key, soFar);
      const window = windows.get(key);
      if (!window) return;
      window.used.set(worker, soFar.used);
      // It ends with the first window of a worker, so that no worker begins one of its own meanwhile.
      window.endsAt = Math.min(window.endsAt, now() + Math.max(windowMs - soFar.agoMs, 0));
      settled(worker, window);
    },
  };
}
