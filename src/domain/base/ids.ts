/** Ids of rows, which are numbers as text. */

/** Each id once, from the lowest to the highest. */
export const inOrder = (ids: readonly string[]): string[] =>
  [...new Set(ids)].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
