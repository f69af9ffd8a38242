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
/** What a receiver may ask for at most. */
const mostRetryAfterMs = 24 * hourMs;

/** When to try again after so many attempts; null: the delivery is given up. */
export function nextAttempt(now: Date, attempts: number, retryAfterSeconds: number | null): Date | null {
  const delayMs = delaysMs[attempts - 1];
  if (delayMs === undefined) return null;
  const askedMs = Math.min((retryAfterSeconds ?? 0) * secondMs, mostRetryAfterMs);
  return new Date(now.getTime() + Math.max(delayMs * (1 + Math.random() * mostJitter), askedMs));
}
