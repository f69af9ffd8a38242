/**
 * In the primary: the limits that all workers share. A worker runs one request of a user without asking. Once a user has
 * several in one worker, the primary counts this user's requests in all workers, until there was none for a second.
 */
import type { Config } from '../config.ts';
import { createPasswordPlaces } from '../domain/sign-in/password-queue.ts';
import { boundsFor, createAtOnce } from '../http/concurrency.ts';
import type { Place, ToPrimary, ToWorker } from './messages.ts';

export interface SharedLimits {
  /** Call before the worker serves requests. */
  join(worker: number): void;
  /** Frees the places of a worker that has ended. */
  drop(worker: number): void;
  take(worker: number, message: ToPrimary): void;
}

interface Counted {
  /** The workers that have not reported yet what they run. */
  missing: Set<number>;
  complete: Promise<void>;
  finish: () => void;
  /** The requests that run or wait. */
  open: number;
  idle?: NodeJS.Timeout;
}

const keptMs = 1_000;
/** A worker that does not respond delays the others for so long. */
const patienceMs = 1_000;

export function createSharedLimits(
  { REQUESTS_AT_ONCE }: Pick<Config, 'REQUESTS_AT_ONCE'>,
  send: (worker: number, message: ToWorker) => void,
): SharedLimits {
  const requests = createAtOnce(boundsFor(REQUESTS_AT_ONCE));
  const passwords = createPasswordPlaces();
  const workers = new Set<number>();
  const counted = new Map<string, Counted>();
  const places = new Map<number, Map<number, () => void>>();

  const all = (message: ToWorker) => {
    for (const worker of workers) send(worker, message);
  };

  function countFor(user: string): Counted {
    const known = counted.get(user);
    if (known) return known;
    let finish = () => {};
    const complete = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const made: Counted = { missing: new Set(workers), complete, finish, open: 0 };
    counted.set(user, made);
    all({ type: 'count', user });
    setTimeout(finish, patienceMs).unref();
    return made;
  }

  function opened(user: string, of: Counted): () => void {
    of.open++;
    clearTimeout(of.idle);
    return () => {
      of.open--;
      if (of.open > 0) return;
      of.idle = setTimeout(() => {
        counted.delete(user);
        all({ type: 'uncount', user });
      }, keptMs).unref();
    };
  }

  function hold(worker: number, id: number, leave: () => void): void {
    const ofWorker = places.get(worker);
    if (ofWorker) ofWorker.set(id, leave);
    else leave();
  }

  function answer(worker: number, id: number, place: Place, closed: () => void): void {
    if (place === null) closed();
    else
      hold(worker, id, () => {
        place();
        closed();
      });
    if (workers.has(worker)) send(worker, { type: 'entered', id, hasPlace: place !== null });
  }

  async function enterRequest(worker: number, id: number, user: string, credential: string): Promise<void> {
    const count = countFor(user);
    const closed = opened(user, count);
    await count.complete;
    answer(worker, id, await requests.enter(user, credential), closed);
  }

  function reported(worker: number, { user, running }: Extract<ToPrimary, { type: 'counted' }>): void {
    const count = counted.get(user);
    if (!count) return;
    if (running && !places.get(worker)?.has(running.id)) {
      const closed = opened(user, count);
      const leave = requests.hold(user, running.credential);
      hold(worker, running.id, () => {
        leave();
        closed();
      });
    }
    heard(worker, count);
  }

  function heard(worker: number, count: Counted): void {
    count.missing.delete(worker);
    if (count.missing.size === 0) count.finish();
  }

  return {
    join: (worker) => {
      workers.add(worker);
      places.set(worker, new Map());
      for (const user of counted.keys()) send(worker, { type: 'count', user });
    },
    drop: (worker) => {
      workers.delete(worker);
      for (const leave of places.get(worker)?.values() ?? []) leave();
      places.delete(worker);
      for (const count of counted.values()) heard(worker, count);
    },
    take: (worker, message) => {
      if (message.type === 'enter') {
        const [first = '', second = ''] = message.keys;
        if (message.limit === 'requests') void enterRequest(worker, message.id, first, second);
        else void passwords.enter(first).then((place) => answer(worker, message.id, place, () => undefined));
      }
      if (message.type === 'leave') {
        const leave = places.get(worker)?.get(message.id);
        places.get(worker)?.delete(message.id);
        leave?.();
      }
      if (message.type === 'counted') reported(worker, message);
    },
  };
}
