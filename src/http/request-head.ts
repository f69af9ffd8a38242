/** Refuses requests whose head is ambiguous, or asks for what the server does not do. Node's parser accepts these. */
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';

/** A host with an optional port. The empty one is for URLs without a host. */
const isHost = /^([\w.~-]*|\[[\da-f:.]+\])(:\d*)?$/i;

export function requireClearHead({ incoming, url, path, header }: Exchange): void {
  const { headersDistinct, httpVersion } = incoming;
  const hosts = headersDistinct.host ?? [];
  const [host] = hosts;
  if (hosts.length > 1 || (host === undefined && httpVersion === '1.1'))
    throw ambiguous('Send exactly one Host header.');
  if (host !== undefined && !isHost.test(host)) throw ambiguous('The Host header is not a host.');
  if (path === '') throw ambiguous('The address of the request is not a URL.');
  // Proxies may send the whole URL.
  if (host !== undefined && !incoming.url?.startsWith('/') && !isOf(url, host))
    throw ambiguous('The Host header names another host than the URL of the request.');
  const expected = header('expect');
  if (expected !== undefined && !/^100-continue$/i.test(expected))
    throw new Refused(417, 'The only value of the Expect header that is supported is 100-continue.');
}

/** What follows on the connection may be ambiguous, too. */
const ambiguous = (message: string) => new Refused(400, message, { Connection: 'close' });

const isOf = (url: string, host: string) => {
  const { protocol, host: named } = new URL(url);
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === named;
};
