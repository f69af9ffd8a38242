/** When a worker that ended is replaced, and when there is no point in going on. */

/** A worker that served for a shorter time ended quickly. */
const quickMs = 10_000;
const firstDelayMs = 1_000;
/** So many quick ends one after the other end the whole program. */
export const mostQuickEnds = 5;

/** Counts the ends of all workers, by how long they served. Returns the time until the replacement; null: no more replacements. */
export function createReplacements(): (servedMs: number) => number | null {
  let quick = 0;
  return (servedMs) => {
    quick = servedMs < quickMs ? quick + 1 : 0;
    if (quick === mostQuickEnds) return null;
    return quick === 0 ? 0 : firstDelayMs * 2 ** (quick - 1);
  };
}
