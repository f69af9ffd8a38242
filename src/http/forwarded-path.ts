/**
 * The path of a request that a proxy asks about. Only its canonical form is let through: a proxy, the check and the protected
 * site could otherwise each see another path in it.
 */
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';

export const verifyPath = '/auth/verify';

/** Whether a request, by its target as it was sent, is for the check. The path of the protected site may follow. */
export const isForCheck = (target = ''): boolean =>
  target.startsWith(verifyPath) &&
  (target.length === verifyPath.length || '/?'.includes(target.charAt(verifyPath.length)));

/** What follows the path of the check: the path on the protected site; empty: none. */
export const suffixOf = ({ incoming: { url = '' } }: Exchange): string => pathIn(url).slice(verifyPath.length);

/** Errors: 403 if a path of the protected site is not canonical. A path in a header counts only from a trusted proxy. */
export function requireCanonicalPath(exchange: Exchange): void {
  const reported = exchange.isFromProxy() ? exchange.header('x-forwarded-uri') : undefined;
  const sent = [suffixOf(exchange), reported === undefined ? '' : reportedPath(reported)];
  if (!sent.every(isCanonical))
    throw new Refused(
      403,
      'The path contains dot segments, double slashes, encoded slashes, backslashes, `#`, doubly encoded characters, or characters outside of ASCII that are not encoded.',
    );
}

/** The path in the value of `X-Forwarded-Uri`, which some proxies send as a whole URL. */
export const reportedPath = (uri: string): string => pathIn(withoutOrigin(uri));

/** A `#` stays: requests have no fragment, so it is a part of the path for some servers, and the path is refused. */
const pathIn = (target: string) => target.split('?', 1)[0] as string;
const withoutOrigin = (target: string) => target.replace(/^https?:\/\/[^/?#]*/i, '');

/** Some servers leave out what follows a semicolon or a space in a segment, so that `..;` is a dot segment for them. */
const isDotSegment = /^(\.|%2e){1,2}((;|%3b|%20).*)?$/i;

const ambiguous = /\/\/|\\|#|%2f|%5c|%25[0-9a-f]{2}|%c0%a[ef]|[^\x21-\x7e]|%[01][0-9a-f]|%7f|%(?![0-9a-f]{2})/i;

const isCanonical = (path: string): boolean =>
  path === '' ||
  (path.startsWith('/') && !ambiguous.test(path) && !path.split('/').some((part) => isDotSegment.test(part)));
