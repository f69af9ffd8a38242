/**
 * Assigns a limited number of places: to requests in the order of arrival, except that no user holds more than a share
 * of the places. Answers to committed changes go first, regardless of the user's share.
 */
import { WaitedTooLongError } from './failures.ts';

export interface Queue {
  /**
   * Waits for a place and returns the function that frees it. `user`: the user whose share it counts towards; null: none.
   * Throws WaitedTooLongError if no place became free in time.
   */
  enter(user: string | null, first: boolean): Promise<() => void>;
  load(): DatabaseLoad;
}

/** How much of the database's capacity for this process is in use. */
export interface DatabaseLoad {
  /** How many statements and transactions can run at the same time. */
  places: number;
  used: number;
  waiting: number;
}

/** How long a request waits, in milliseconds. */
export interface WaitLimits {
  /** For a place while its user has none. */
  waitMs: number;
  /** For a place while its user has some: a request with many statements gets one after the other. */
  servedMs: number;
  /** For a place to read the answer to a committed change. */
  firstMs: number;
}

interface Waiting {
  user: string | null;
  enter(): void;
}

export function createQueue(places: number, share: number, { waitMs, servedMs, firstMs }: WaitLimits): Queue {
  let free = places;
  const held = new Map<string, number>();
  const ahead: Waiting[] = [];
  const behind: Waiting[] = [];

  const holds = (user: string | null) => (user === null ? 0 : (held.get(user) ?? 0));

  function take(user: string | null): () => void {
    free--;
    if (user !== null) held.set(user, holds(user) + 1);
    return () => {
      free++;
      const left = holds(user) - 1;
      if (user !== null && left > 0) held.set(user, left);
      else if (user !== null) held.delete(user);
      (ahead.shift() ?? firstWithin())?.enter();
    };
  }

  const isWithin = (user: string | null) => holds(user) < share;

  function firstWithin(): Waiting | undefined {
    const at = behind.findIndex(({ user }) => isWithin(user));
    return at < 0 ? undefined : behind.splice(at, 1)[0];
  }

  return {
    load: () => ({ places, used: places - free, waiting: ahead.length + behind.length }),
    enter: (user, first) => {
      if (free > 0 && (first || isWithin(user))) return Promise.resolve(take(user));
      const line = first ? ahead : behind;
      return new Promise((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer);
          resolve(take(user));
        };
        const mine = { user, enter };
        const giveUp = () => {
          line.splice(line.indexOf(mine), 1);
          reject(new WaitedTooLongError('No connection to the database became free in time.'));
        };
        // A user who was served meanwhile continues to wait.
        const wait = () => {
          if (holds(user) === 0) giveUp();
          else timer = setTimeout(giveUp, servedMs - waitMs);
        };
        let timer = first ? setTimeout(giveUp, firstMs) : setTimeout(wait, waitMs);
        line.push(mine);
      });
    },
  };
}
