/** When a new token may expire: a few usual spans within the policy, as days from now; null is never. */

const usual = [7, 30, 90, 365];

export function choices(mostDays: number | null): (number | null)[] {
  if (mostDays === null) return [...usual, null];
  const within = usual.filter((days) => days < mostDays);
  return [...within, mostDays];
}

/** The day at whose start, in UTC, a token of so many days is refused; for the policy's last day that is just within it. */
export const dayIn = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
