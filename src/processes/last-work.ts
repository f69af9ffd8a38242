/** A limit for the work that is left after the last request. */

const lastMs = 4_000;

/** Throws after some seconds, so that a database that does not respond cannot delay the end. */
export async function withinLastSeconds(work: Promise<void>): Promise<void> {
  const late = new Error('Not everything could be finished, because the database does not respond.');
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, lastMs, late);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
