/** What an error in sending an email means. */

/** Whether the mail server refused this address or email. Otherwise the server itself was not reached or failed. */
export function isRefused(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === 'EENVELOPE' || responseCode !== undefined;
}

/** Whether it refused permanently (a 5xx reply, or no reply code): sending to the address again will not help. */
export function cannotBeReached(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number };
  return isRefused(error) && (responseCode === undefined || responseCode >= 500);
}
