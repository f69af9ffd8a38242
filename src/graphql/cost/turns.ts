/** Long work goes in pieces: between two of them everybody else is served, and of those who wait each gets a piece in turn. */

export interface Pace {
  /** Undefined: go on at once. Otherwise wait for one's turn. `cost` is in values written, some microseconds each. */
  turn(who: string, cost: number): Promise<void> | undefined;
}

/** What may be done in one go: some milliseconds. */
export const piece = 2_000;

interface Waiting {
  cost: number;
  go: () => void;
}

/** One for the whole process. */
export function createPace(): Pace {
  const waiting = new Map<string, Waiting[]>();
  let spent = 0;
  let isScheduled = false;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // An immediate runs after what has come in over the network was looked at.
    setImmediate(() => {
      isScheduled = false;
      spent = 0;
      for (const [who, [first, ...others]] of waiting) {
        if (spent >= piece) break;
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
      if (spent < piece && waiting.size === 0) {
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
