/** When a token expires, and the longest lifetime that the policy allows. */
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { TokenPolicy } from './policy.ts';

export interface ExpiryInput {
  /** The first instant at which the token is not valid any more. */
  expires_at?: Date | null;
  /** YYYY-MM-DD: the token expires at 00:00 UTC of this day. */
  expires_on?: string | null;
}

const dayMs = 24 * 3600 * 1000;

/** The requested expiry; null: never. `now` is the database's time. Errors: INVALID_INPUT if past or beyond the policy. */
export function requireExpiry(policy: TokenPolicy, input: ExpiryInput, now: Date): Date | null {
  const expiresAt = wanted(input, now);
  const days = policy.maximumTokenLifetimeDays;
  if (days === null) return expiresAt;
  const last = new Date(now.getTime() + days * dayMs);
  if (expiresAt && expiresAt <= last) return expiresAt;
  const field = input.expires_at ? 'expires_at' : 'expires_on';
  throw invalid(field, because('TOO_LATE', { days, last: last.toISOString().slice(0, 10) }));
}

function wanted({ expires_at, expires_on }: ExpiryInput, now: Date): Date | null {
  if (expires_at && expires_on) throw invalid('expires_on', 'and `expires_at` cannot both be given.');
  if (expires_at && expires_at <= now) throw invalid('expires_at', 'must be in the future.');
  if (!expires_on) return expires_at ?? null;
  const day = new Date(`${expires_on}T00:00:00Z`);
  if (day <= now) throw invalid('expires_on', because('TOO_EARLY'));
  return day;
}
