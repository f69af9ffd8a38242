/** When requests are sent: as soon as a connection is free, or at a rate. */
export interface Arrivals {
  /** Calls `send` with the time of the next request's arrival once it has arrived, or `leave` if there is none any more. */
  next(send: (arrivedAt: number) => void, leave: () => void): void;
}

export const atOnce: Arrivals = { next: (send) => send(performance.now()) };

/**
 * Requests arrive independently of each other (a Poisson process), and independently of answers: one that finds all
 * connections busy waits for one, and this time counts. Timers are late by up to a millisecond, which does not count.
 */
export function arrivals(perSecond: number, end: number): Arrivals {
  const arrived: number[] = [];
  const free: { send: (at: number) => void; leave: () => void }[] = [];
  const pause = () => (-Math.log(1 - Math.random()) / perSecond) * 1000;
  let next = performance.now() + pause();
  const tick = () => {
    const now = performance.now();
    for (; next <= now; next += pause()) arrived.push(now);
    while (free.length > 0 && arrived.length > 0) free.pop()?.send(arrived.shift() as number);
    if (now < end) setTimeout(tick, 1);
    else for (const { leave } of free.splice(0)) leave();
  };
  setTimeout(tick, 1);
  return {
    next: (send, leave) => {
      const at = arrived.shift();
      if (at === undefined) free.push({ send, leave });
      else send(at);
    },
  };
}
