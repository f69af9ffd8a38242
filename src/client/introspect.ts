/** One request to `/oauth/introspect` of a Latchkey server (RFC 7662). */
import { LatchkeyUnavailableError } from './unavailable.ts';

export interface Introspection {
  /** The address of the endpoint. */
  endpoint: string;
  /** The token of this service. */
  token: string;
  timeoutMs: number;
}

/** Returns the answer as it came. Throws a LatchkeyUnavailableError unless it is JSON with the status 200. */
export async function introspect(
  { endpoint, token, timeoutMs }: Introspection,
  form: Record<string, string>,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
      body: new URLSearchParams(form),
      // Both tokens would be sent on to another address.
      redirect: 'manual',
      signal,
    });
    const text = await response.text();
    if (response.status === 200) return read(text);
    throw new LatchkeyUnavailableError('REFUSED', `Latchkey answered with ${response.status}${descriptionIn(text)}.`);
  } catch (error) {
    if (error instanceof LatchkeyUnavailableError) throw error;
    if (signal.aborted)
      throw new LatchkeyUnavailableError('TIMEOUT', `Latchkey did not answer within ${timeoutMs} ms.`, error);
    throw new LatchkeyUnavailableError('UNREACHABLE', `Latchkey cannot be reached at ${endpoint}.`, error);
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LatchkeyUnavailableError(
      'INVALID_ANSWER',
      'The answer is not JSON: something other than Latchkey answered.',
    );
  }
}

/** The reason that the answer gives, for the log of the service. */
function descriptionIn(text: string): string {
  try {
    const { error_description } = JSON.parse(text) as { error_description?: unknown };
    return typeof error_description === 'string' ? `: ${error_description.replace(/\.$/, '')}` : '';
  } catch {
    return '';
  }
}
