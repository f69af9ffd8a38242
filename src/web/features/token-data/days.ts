/** The days in which uses of tokens are counted. */
const dayMs = 24 * 3600_000;

/** `YYYY-MM-DD` in UTC: today, and so many days before. */
export function daysUntilToday(before: number): string[] {
  const today = Date.now();
  return Array.from({ length: before + 1 }, (_, place) =>
    new Date(today - (before - place) * dayMs).toISOString().slice(0, 10),
  );
}
