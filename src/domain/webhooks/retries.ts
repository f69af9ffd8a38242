/** When a delivery that failed is tried again: as the Standard Webhooks specification recommends, over three days. */
const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long after the first, second, … failed attempt the next one is made. */
export const delaysMs: readonly number[] = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** Up to this part of a delay is added to it at random, so that deliveries that failed together are not tried together. */
const mostJitter = 0.1;
const longestPauseMs = 24 * hourMs;

/** Until when a receiver wants nothing, at most a day; null: it did not ask for a pause. */
export const pauseOf = (now: Date, retryAfterSeconds: number | null): Date | null =>
  retryAfterSeconds === null ? null : new Date(now.getTime() + Math.min(retryAfterSeconds * secondMs, longestPauseMs));

/** When to try again after so many attempts, and after the pause; null: the delivery is given up. */
export function nextAttempt(now: Date, attempts: number, pause: Date | null): Date | null {
  const delayMs = delaysMs[attempts - 1];
  if (delayMs === undefined) return null;
  const planned = now.getTime() + delayMs * (1 + Math.random() * mostJitter);
  return new Date(Math.max(planned, pause?.getTime() ?? 0));
}
