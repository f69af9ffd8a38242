/**
 * Limits how many requests of one user run at once. Further requests wait for a short time, so bulk clients need not
 * count. The requests of one credential leave room for others of the same user: a leaked token cannot keep its owner
 * from revoking it.
 */
export type Leave = () => void;

export interface AtOnce {
  /**
   * Null: too many requests wait already, or none finished in time. Anonymous callers of one network count as one user.
   */
  enter(user: string, credential: string): Leave | Promise<Leave | null>;
}

export interface Counter extends AtOnce {
  /** Counts a request that runs already, whatever the limits are. */
  hold(user: string, credential: string): Leave;
}

export interface Bounds {
  ofUser: number;
  ofCredential: number;
  /** The number of requests of one credential that may wait. */
  waiting: number;
  patienceMs: number;
}

/** The bounds for a user who may have so many requests running: half of them with one credential. */
export const boundsFor = (ofUser: number): Bounds => ({
  ofUser,
  ofCredential: Math.ceil(ofUser / 2),
  waiting: 20 * ofUser,
  patienceMs: 10_000,
});

interface Waiting {
  credential: string;
  enter: () => void;
}

interface User {
  running: number;
  ofCredential: Map<string, number>;
  waiting: Waiting[];
}

export function createAtOnce({ ofUser, ofCredential, waiting, patienceMs }: Bounds): Counter {
  const users = new Map<string, User>();

  function userOf(name: string): User {
    const user = users.get(name) ?? { running: 0, ofCredential: new Map(), waiting: [] };
    users.set(name, user);
    return user;
  }

  const isFree = (user: User, credential: string) =>
    user.running < ofUser && (user.ofCredential.get(credential) ?? 0) < ofCredential;

  function start(name: string, user: User, credential: string): Leave {
    user.running++;
    user.ofCredential.set(credential, (user.ofCredential.get(credential) ?? 0) + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      user.running--;
      const left = (user.ofCredential.get(credential) ?? 1) - 1;
      if (left > 0) user.ofCredential.set(credential, left);
      else user.ofCredential.delete(credential);
      const next = user.waiting.findIndex((each) => isFree(user, each.credential));
      if (next >= 0) user.waiting.splice(next, 1)[0]?.enter();
      else if (user.running === 0 && user.waiting.length === 0) users.delete(name);
    };
  }

  return {
    hold: (name, credential) => start(name, userOf(name), credential),
    enter: (name, credential) => {
      const user = userOf(name);
      if (isFree(user, credential)) return start(name, user, credential);
      if (user.waiting.filter((each) => each.credential === credential).length >= waiting) return Promise.resolve(null);
      return new Promise((resolve) => {
        const enter = () => {
          clearTimeout(timer);
          resolve(start(name, user, credential));
        };
        const mine = { credential, enter };
        const timer = setTimeout(() => {
          user.waiting.splice(user.waiting.indexOf(mine), 1);
          resolve(null);
        }, patienceMs);
        user.waiting.push(mine);
      });
    },
  };
}
