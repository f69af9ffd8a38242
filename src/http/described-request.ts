/**
 * The request on the protected site that a check is about: behind the path of the check, as Envoy sends it, or in the headers
 * `X-Forwarded-Method` and `X-Forwarded-Uri` of a trusted proxy. It decides what is required, so it must be complete and clear.
 */
import type { Request } from '../domain/apis/routes.ts';
import type { Exchange } from './exchange.ts';
import { reportedPath, suffixOf } from './forwarded-path.ts';
import { Refused } from './refusals.ts';

/** With one of these, some sites run another operation than the one that was checked. */
const overriding = ['x-http-method-override', 'x-http-method', 'x-method-override', 'x-original-url', 'x-rewrite-url'];

/** Or the refusal, which only callers with a valid token get to know. */
export function describedRequest(exchange: Exchange): Request | Refused {
  const { method, incoming } = exchange;
  // Servers that follow CGI take an underscore in a name for a hyphen.
  const sent = new Set(Object.keys(incoming.headers).map((name) => name.replaceAll('_', '-')));
  const override = overriding.find((name) => sent.has(name));
  if (override) return new Refused(403, `The header ${override} is not allowed: it can change the operation.`);
  const reported = [incoming.headersDistinct['x-forwarded-method'], incoming.headersDistinct['x-forwarded-uri']];
  const suffix = suffixOf(exchange);
  if (suffix !== '') return reported.some(Boolean) ? twice : { method, path: suffix };
  const [methods, uris] = reported;
  if (!exchange.isFromProxy() || methods?.length !== 1 || uris?.length !== 1) return incomplete;
  return { method: methods[0] as string, path: reportedPath(uris[0] as string) };
}

const twice = new Refused(403, 'The request is described in two ways: behind the path of the check and in headers.');
const incomplete = new Refused(
  403,
  'X-Forwarded-Method and X-Forwarded-Uri must be sent once each, by a proxy whose address is in TRUSTED_PROXIES.',
);
