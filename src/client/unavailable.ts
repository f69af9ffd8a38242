/** The error of a check that has no answer. Nobody may be let through on it. */

/**
 * `TIMEOUT` and `UNREACHABLE`: no answer. `REFUSED`: Latchkey does not answer this service, for example because its own token
 * was revoked. `INVALID_ANSWER`: something else answered.
 */
export type UnavailableReason = 'TIMEOUT' | 'UNREACHABLE' | 'REFUSED' | 'INVALID_ANSWER';

export class LatchkeyUnavailableError extends Error {
  override readonly name = 'LatchkeyUnavailableError';
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
