/**
 * Splits long work into slices. Between two slices the process serves other requests, and users who wait get slices in
 * turn.
 */

export interface Scheduler {
  /** Undefined: go on at once. Otherwise wait for the promise. `cost` is in values written, some microseconds each. */
  turn(who: string, cost: number): Promise<void> | undefined;
}

/** The cost of one slice: some milliseconds. */
export const sliceCost = 2_000;

interface Waiting {
  cost: number;
  go: () => void;
}

/** The scheduler that the whole process shares. */
export function createScheduler(): Scheduler {
  const waiting = new Map<string, Waiting[]>();
  let spent = 0;
  let isScheduled = false;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // setImmediate runs after Node has read what arrived over the network.
    setImmediate(() => {
      isScheduled = false;
      spent = 0;
      for (const [who, [first, ...others]] of waiting) {
        if (spent >= sliceCost) break;
        waiting.delete(who);
        if (others.length > 0) waiting.set(who, others);
        if (!first) continue;
        spent += first.cost;
        first.go();
      }
      if (spent > 0) schedule();
    });
  };

  return {
    turn: (who, cost) => {
      schedule();
      if (spent < sliceCost && waiting.size === 0) {
        spent += cost;
        return undefined;
      }
      return new Promise((go) => {
        const mine = waiting.get(who);
        if (mine) mine.push({ cost, go });
        else waiting.set(who, [{ cost, go }]);
      });
    },
  };
}
