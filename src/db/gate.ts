/** Who gets one of a few places next: requests in the order they came, and before them the answers to changes already made. */
import { WaitedTooLongError } from './failures.ts';

export interface Gate {
  /** Waits for a place; answers how to leave it. WaitedTooLongError when none became free in time. */
  enter(first: boolean): Promise<() => void>;
}

/** How long somebody waits for a place, and how long who goes first does. */
export interface Patience {
  waitMs: number;
  firstMs: number;
}

export function createGate(places: number, { waitMs, firstMs }: Patience): Gate {
  let free = places;
  const [ahead, behind]: (() => void)[][] = [[], []];
  const leave = () => {
    const next = ahead?.shift() ?? behind?.shift();
    if (next) next();
    else free++;
  };
  return {
    enter: (first) => {
      if (free > 0) {
        free--;
        return Promise.resolve(leave);
      }
      const line = (first ? ahead : behind) as (() => void)[];
      return new Promise((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer);
          resolve(leave);
        };
        const giveUp = () => {
          line.splice(line.indexOf(enter), 1);
          reject(new WaitedTooLongError('No connection to the database became free in time.'));
        };
        const timer = setTimeout(giveUp, first ? firstMs : waitMs);
        line.push(enter);
      });
    },
  };
}
