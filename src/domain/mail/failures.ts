/** What a failure to send an email means. */

/** The mail server refused this address or email. Otherwise the server itself is away. */
export function isRefused(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === 'EENVELOPE' || responseCode !== undefined;
}

/** Refused for good: nobody can be reached at the address, now or later. */
export function cannotBeReached(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number };
  return isRefused(error) && (responseCode === undefined || responseCode >= 500);
}
