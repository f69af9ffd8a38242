/** In the primary: asks the workers for their metrics. */
import type { Snapshot } from '../metrics/process-metrics.ts';
import type { ToPrimary, ToWorker } from './messages.ts';

/** A worker that does not answer by then is left out. */
const patienceMs = 1_000;

export interface Measured {
  /** Returns the metrics of all workers that answer in time. */
  all(): Promise<Snapshot[]>;
  take(message: Extract<ToPrimary, { type: 'measured' }>): void;
  /** Call when a worker has ended, so that nobody waits for it. */
  drop(worker: number): void;
}

interface Waiting {
  worker: number;
  end(snapshot: Snapshot | null): void;
}

export function createMeasured(workers: () => number[], send: (worker: number, message: ToWorker) => void): Measured {
  let last = 0;
  const waiting = new Map<number, Waiting>();

  const ask = (worker: number): Promise<Snapshot | null> =>
    new Promise((resolve) => {
      const id = ++last;
      const end = (snapshot: Snapshot | null) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(snapshot);
      };
      const timer = setTimeout(end, patienceMs, null);
      waiting.set(id, { worker, end });
      send(worker, { type: 'measure', id });
    });

  return {
    all: async () => (await Promise.all(workers().map(ask))).filter((snapshot) => snapshot !== null),
    take: ({ id, snapshot }) => waiting.get(id)?.end(snapshot),
    drop: (worker) => {
      for (const { worker: asked, end } of waiting.values()) if (asked === worker) end(null);
    },
  };
}
