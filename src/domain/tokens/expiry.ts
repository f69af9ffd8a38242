/** When a token ends: what may be asked for, and the longest life the policy allows. */
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { TokenPolicy } from './policy.ts';

export interface ExpiryInput {
  /** An instant, itself no longer valid. */
  expires_at?: Date | null;
  /** A day as YYYY-MM-DD: the token dies at 00:00 UTC of it. */
  expires_on?: string | null;
}

const dayMs = 24 * 3600 * 1000;

/** The instant asked for, within the policy; `now` is the database's. Later or missing dates are refused, not cut down, with the last day allowed. */
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
