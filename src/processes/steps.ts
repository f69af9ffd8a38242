/** In the primary: lets workers go on only when all of them have reached the same step. */
import type { ToWorker } from './messages.ts';

/** A worker that does not respond delays the others for so long at most. */
const patienceMs = 2_000;

export interface Steps {
  reached(worker: number, step: string): void;
  /** Call when a worker has ended, so that nobody waits for it. */
  ended(): void;
}

/** `before`: what has to be done when all have reached a step, before they go on. */
export function createSteps(
  workers: () => number[],
  send: (worker: number, message: ToWorker) => void,
  before: (step: string) => Promise<void> = async () => undefined,
): Steps {
  const open = new Map<string, { arrived: Set<number>; timer: NodeJS.Timeout }>();

  async function proceed(step: string): Promise<void> {
    const { arrived, timer } = open.get(step) ?? { arrived: [] };
    clearTimeout(timer);
    open.delete(step);
    await before(step);
    for (const worker of arrived) send(worker, { type: 'proceed', step });
  }

  const check = (step: string) => {
    if (workers().every((worker) => open.get(step)?.arrived.has(worker))) void proceed(step);
  };

  return {
    reached: (worker, step) => {
      const waiting = open.get(step) ?? { arrived: new Set(), timer: setTimeout(proceed, patienceMs, step) };
      open.set(step, waiting);
      waiting.arrived.add(worker);
      check(step);
    },
    ended: () => {
      for (const step of open.keys()) check(step);
    },
  };
}
