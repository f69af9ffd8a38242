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

/** What one user waits for; those before `next` have had their turn. */
interface Queue {
  waiting: Waiting[];
  next: number;
}

/** The scheduler that the whole process shares. */
export function createScheduler(): Scheduler {
  const waiting = new Map<string, Queue>();
  let spent = 0;
  let isScheduled = false;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // setImmediate runs after Node has read what arrived over the network.
    setImmediate(() => {
      isScheduled = false;
      spent = 0;
      for (const [who, queue] of waiting) {
        if (spent >= sliceCost) break;
        // To the end, so that each user has a turn.
        waiting.delete(who);
        const next = queue.waiting[queue.next++];
        if (queue.next < queue.waiting.length) waiting.set(who, queue);
        if (!next) continue;
        spent += next.cost;
        next.go();
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
        if (mine) mine.waiting.push({ cost, go });
        else waiting.set(who, { waiting: [{ cost, go }], next: 0 });
      });
    },
  };
}
