/** Turns at something that several may share, or one may have alone. They are given in the order of arrival. */

export type Use = 'shared' | 'alone';

export interface Turns {
  /** Waits for a turn, which lasts until `work` has ended. */
  take<T>(use: Use, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const waiting: { use: Use; begin(): void }[] = [];
  let sharing = 0;
  let isAlone = false;

  const isFree = (use: Use) => !isAlone && (use === 'shared' || sharing === 0);

  function begin(use: Use): void {
    if (use === 'shared') sharing++;
    else isAlone = true;
  }

  function end(use: Use): void {
    if (use === 'shared') sharing--;
    else isAlone = false;
    for (let next = waiting[0]; next && isFree(next.use); next = waiting[0]) {
      waiting.shift();
      begin(next.use);
      next.begin();
    }
  }

  return {
    take: async (use, work) => {
      if (waiting.length === 0 && isFree(use)) begin(use);
      else await new Promise<void>((resolve) => waiting.push({ use, begin: resolve }));
      try {
        return await work();
      } finally {
        end(use);
      }
    },
  };
}
