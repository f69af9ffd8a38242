/** Writes many rows in parts: preparing one part blocks other requests for a few milliseconds only. */
const mostAtOnce = 250;

/** Removes what was written, so that the rest can be kept when a part fails. */
export async function inParts<T>(items: T[], write: (part: T[]) => Promise<void>): Promise<void> {
  while (items.length > 0) {
    await write(items.slice(0, mostAtOnce));
    items.splice(0, mostAtOnce);
  }
}
