/** Which URLs a webhook may have. The addresses of a host name are checked again at each delivery. */
import { isIP } from 'node:net';
import { isPublic } from '../../outbound/public-address.ts';
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

const longestUrl = 2_000;

/** The URL as it is stored. Errors: INVALID_INPUT. */
export function requireUrl(given: string, allowPrivate: boolean): string {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw invalid('url', because('NOT_A_URL'));
  if (url.href.length > longestUrl) throw invalid('url', because('TOO_LONG', { most: longestUrl }));
  if (url.protocol === 'http:' && !allowPrivate) throw invalid('url', because('NOT_HTTPS'));
  if (url.username !== '' || url.password !== '') throw invalid('url', because('URL_WITH_PASSWORD'));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) throw invalid('url', because('PRIVATE_ADDRESS'));
  url.hash = '';
  return url.href;
}
