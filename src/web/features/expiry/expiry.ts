/** Days on which a token may end: what the policy allows, and the usual spans within it. Days are those of UTC. */
import { type CalendarDate, parseDate, today } from '@internationalized/date';

export interface Policy {
  warning_days: number;
  maximum_token_lifetime_days: number | null;
}

/** A day, `null` for no end, or undefined while none is chosen. */
export type Expiry = CalendarDate | null | undefined;

const spans = [7, 30, 90, 365];

export const soonest = () => today('UTC').add({ days: 1 });

/** The last day the policy allows; undefined where it allows any. */
export const latest = (policy: Policy) =>
  policy.maximum_token_lifetime_days === null
    ? undefined
    : today('UTC').add({ days: policy.maximum_token_lifetime_days });

export function presets(policy: Policy): number[] {
  const most = policy.maximum_token_lifetime_days;
  if (most === null) return spans;
  const within = spans.filter((days) => days < most);
  return [...within, most];
}

/** What a new token is given until somebody chooses. */
export function usual(policy: Policy): CalendarDate {
  return today('UTC').add({ days: Math.min(90, policy.maximum_token_lifetime_days ?? 90) });
}

export const inDays = (days: number) => today('UTC').add({ days });

/** The day of an instant, in UTC. */
export const dayOf = (iso: string): CalendarDate => parseDate(new Date(iso).toISOString().slice(0, 10));

export const isSame = (one: Expiry, other: Expiry) => (one && other ? one.compare(other) === 0 : one === other);
