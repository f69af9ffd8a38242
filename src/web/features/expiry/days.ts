/** The days on which a token may expire: those that the policy allows, and presets among them. Days are those of UTC. */
import { type CalendarDate, parseDate, today } from '@internationalized/date';
import type { Policy } from './policy.ts';

/** A day, `null` for no end, or undefined while none is chosen. */
export type Expiry = CalendarDate | null | undefined;

const spans = [7, 30, 90, 365];

export const inDays = (days: number) => today('UTC').add({ days });

export const soonest = () => inDays(1);

/** The last day that the policy allows; undefined if it allows all. */
export const latest = ({ maximum_token_lifetime_days: most }: Policy) => (most === null ? undefined : inDays(most));

/** In days from now; null is never. */
export function presets({ maximum_token_lifetime_days: most }: Policy): (number | null)[] {
  if (most === null) return [...spans, null];
  return [...spans.filter((days) => days < most), most];
}

/** The expiry of a new token until the user chooses another. */
export const usual = (policy: Policy) => inDays(Math.min(90, policy.maximum_token_lifetime_days ?? 90));

/** The day of an instant, in UTC. */
export const dayOf = (iso: string): CalendarDate => parseDate(new Date(iso).toISOString().slice(0, 10));

export const isSame = (one: Expiry, other: Expiry) => (one && other ? one.compare(other) === 0 : one === other);
