/** The limits on the requests that a user sends in a minute, and what answers say about them. */
import type { Config } from '../config.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { limited } from '../domain/base/errors.ts';
import { because } from '../domain/base/reasons.ts';
import type { Exchange } from './exchange.ts';
import { createRequestRate, type Rate, type RequestRate, windowMs } from './request-rate.ts';

interface RateLimit {
  most: number;
  rate: RequestRate;
  /** As the header fields name it. */
  name: string;
  policy: string;
}

/** Null: no limit. */
export interface RateLimits {
  /** On requests to the API. */
  requests: RateLimit | null;
  /** On requests that only check a token. */
  checks: RateLimit | null;
}

const alone = (_name: keyof RateLimits, most: number) => createRequestRate({ most, firstPortion: most });

type Limited = Pick<Config, 'REQUESTS_PER_MINUTE' | 'TOKEN_CHECKS_PER_MINUTE'>;

/** `create` makes the count of a limit, if other processes share it. */
export function rateLimitsOf(
  { REQUESTS_PER_MINUTE, TOKEN_CHECKS_PER_MINUTE }: Limited,
  create: (name: keyof RateLimits, most: number) => RequestRate = alone,
): RateLimits {
  const limit = (name: keyof RateLimits, most: number): RateLimit | null =>
    most === 0 ? null : { most, rate: create(name, most), name, policy: `"${name}";q=${most};w=${windowMs / 1_000}` };
  return { requests: limit('requests', REQUESTS_PER_MINUTE), checks: limit('checks', TOKEN_CHECKS_PER_MINUTE) };
}

/**
 * Counts a request of a user. Requests with sessions and with tokens are counted apart, so that programs leave room for the
 * pages of their owner. Most requests need not wait. Errors: LIMITED.
 */
export function countRequest(
  exchange: Exchange,
  limit: RateLimit | null,
  { userId, credential }: Viewer,
): Promise<void> | undefined {
  if (!limit) return undefined;
  const taken = limit.rate.take(`${credential.kind} ${userId}`);
  if (taken instanceof Promise) return taken.then((rate) => setRateHeaders(exchange, limit, rate));
  setRateHeaders(exchange, limit, taken);
  return undefined;
}

/** The header fields of the draft `ratelimit-headers` of the IETF, in its version 11. */
function setRateHeaders(
  { headers }: Exchange,
  { most, name, policy }: RateLimit,
  { isWithin, left, resetMs }: Rate,
): void {
  const seconds = Math.max(Math.ceil(resetMs / 1_000), 0);
  headers['RateLimit-Policy'] = policy;
  headers.RateLimit = `"${name}";r=${left};t=${seconds}`;
  if (isWithin) return;
  const retryAfterSeconds = Math.max(seconds, 1);
  throw limited(because('MOST_REQUESTS_A_MINUTE', { most, seconds: retryAfterSeconds }), retryAfterSeconds);
}
