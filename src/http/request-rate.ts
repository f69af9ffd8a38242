/**
 * How many requests a minute a user may send. Counted in memory; where several processes share the limit, each takes portions
 * of it, so that few requests wait for another process.
 */

/** Whether a request is within the limit, and what is left of it. */
export interface Rate {
  isWithin: boolean;
  /** The requests that are left, as far as this process knows. */
  left: number;
  /** Until the whole limit is there again. */
  resetMs: number;
}

/** A portion of the limit that another process grants; 0: nothing is left until the reset. */
export interface Portion {
  count: number;
  /** What is left besides, in all processes. */
  left: number;
  resetMs: number;
}

/** What a process has used of the limit since it counts from the start. */
export interface UsedSoFar {
  used: number;
  agoMs: number;
}

export interface RequestRate {
  /** Counts a request. */
  take(key: string): Rate | Promise<Rate>;
  /** Takes back what was not used, so that it can be granted to another process. */
  settle(key: string): UsedSoFar;
}

export interface RateOptions {
  /** The number of requests in a minute. */
  most: number;
  /** How many of them this process may use before it asks. */
  firstPortion: number;
  /** Asks for a portion; without it there is none. */
  ask?(key: string, soFar: UsedSoFar): Promise<Portion>;
  now?(): number;
}

export const windowMs = 60_000;

/** What a user has used and may still use, until the limit starts anew. */
interface Window {
  startedAt: number;
  endsAt: number;
  used: number;
  /** What may be used without asking. */
  granted: number;
  leftElsewhere: number;
  isExhausted: boolean;
  asking: Promise<void> | null;
}

export function createRequestRate({
  most,
  firstPortion,
  ask,
  now = () => performance.now(),
}: RateOptions): RequestRate {
  const windows = new Map<string, Window>();
  let sweptAt = now();

  function windowOf(key: string): Window {
    const at = now();
    const known = windows.get(key);
    if (known && at < known.endsAt) return known;
    if (at - sweptAt >= windowMs) sweep(at);
    const made: Window = {
      startedAt: at,
      endsAt: at + windowMs,
      used: 0,
      granted: firstPortion,
      leftElsewhere: most - firstPortion,
      isExhausted: false,
      asking: null,
    };
    windows.set(key, made);
    return made;
  }

  function sweep(at: number): void {
    sweptAt = at;
    for (const [key, { endsAt, asking }] of windows) if (endsAt <= at && !asking) windows.delete(key);
  }

  const soFar = ({ used, startedAt }: Window): UsedSoFar => ({ used, agoMs: now() - startedAt });

  function rateOf(window: Window, isWithin: boolean): Rate {
    const left = window.isExhausted ? 0 : window.granted + window.leftElsewhere;
    return { isWithin, left, resetMs: window.endsAt - now() };
  }

  async function askFor(key: string, window: Window): Promise<void> {
    const portion = ask ? await ask(key, soFar(window)) : { count: 0, left: 0, resetMs: window.endsAt - now() };
    window.granted += portion.count;
    window.leftElsewhere = portion.left;
    window.isExhausted = portion.count === 0;
    window.endsAt = now() + portion.resetMs;
    window.asking = null;
  }

  async function takeLater(key: string, window: Window): Promise<Rate> {
    window.asking ??= askFor(key, window);
    await window.asking;
    return take(key);
  }

  function take(key: string): Rate | Promise<Rate> {
    const window = windowOf(key);
    if (window.granted > 0) {
      window.granted--;
      window.used++;
      return rateOf(window, true);
    }
    if (window.isExhausted || !ask) return rateOf(window, false);
    return takeLater(key, window);
  }

  return {
    take,
    settle: (key) => {
      const window = windowOf(key);
      window.granted = 0;
      return soFar(window);
    },
  };
}
