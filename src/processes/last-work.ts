/** Limits for the work that is left after the last request. */

const lastMs = 4_000;

/** Throws after some seconds, so that a database that does not respond cannot delay the end. */
export const withinLastSeconds = (work: Promise<void>): Promise<void> =>
  within(lastMs, work, 'Not everything could be finished, because the database does not respond.');

/** Waits for the work, and throws an error with this message if it takes longer. */
export async function within(ms: number, work: Promise<void>, message: string): Promise<void> {
  const late = new Error(message);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, ms, late);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
