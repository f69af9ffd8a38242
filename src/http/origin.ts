/**
 * Checks that a browser uses our own host, and that its request comes from our own page. Otherwise it cannot use a
 * session or a password.
 */
import ipaddr from 'ipaddr.js';
import type { RelyingParty } from '../domain/sign-in/factors/passkeys.ts';
import { sessionCookie } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { verifyPath } from './forwarded-path.ts';
import { Refused } from './refusals.ts';

/** Endpoints that never read a cookie. */
const readsNoCookie = new Set(['/healthz', '/readyz', verifyPath]);

/** The pages and endpoints that handle passwords. */
const asksForPassword = /^\/(sign-in|set-password)(\/|$)/;

/**
 * Refuses requests with a session cookie, and the sign-in and set-password pages, under another host than that of
 * PUBLIC_URL. A token in the Authorization header is accepted under any host, because no browser sends it by itself.
 */
export function requireOwnHost(exchange: Exchange, publicUrl: string): void {
  const { header, path, route } = exchange;
  if (header('authorization') !== undefined || readsNoCookie.has(route)) return;
  if (sessionCookie(exchange, publicUrl) === undefined && !asksForPassword.test(path)) return;
  if (isOwnHost(header('host'), publicUrl)) return;
  throw new Refused(
    421,
    `Open Latchkey at ${publicUrl}, its PUBLIC_URL: sessions and passwords are accepted only under that host. The operator can change PUBLIC_URL.`,
  );
}

/** The port is ignored: reverse proxies leave it out, and cookies do not depend on it. */
function isOwnHost(host: string | undefined, publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (!host || !URL.canParse(`${protocol}//${host}`)) return false;
  const requested = new URL(`${protocol}//${host}`).hostname;
  return isLoopback(hostname) ? isLoopback(requested) : requested === hostname;
}

/**
 * Refuses a request that comes from a page of another origin, according to the browser. Browsers without
 * `Sec-Fetch-Site` send `Origin`. Programs send neither and are accepted: they have no cookie that another site's page
 * could use.
 */
export function requireSameOrigin({ header }: Exchange, publicUrl: string): void {
  const site = header('sec-fetch-site');
  const origin = header('origin');
  const ours =
    site === undefined
      ? origin === undefined || isOurs(origin, header('host'), publicUrl)
      : site === 'same-origin' || site === 'none';
  if (!ours) throw new Refused(403, 'This request comes from a page of another origin.');
}

/**
 * On a loopback host any port is allowed, so the origin is compared with the requested host; `requireOwnHost` has
 * already checked that.
 */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  const { origin: own, hostname } = new URL(publicUrl);
  return origin === own || (isLoopback(hostname) && URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * What passkeys belong to. On a loopback host it is `localhost` with any port, as for cookies: browsers make passkeys for
 * names, not for addresses.
 */
export function relyingPartyOf({ header }: Pick<Exchange, 'header'>, publicUrl: string): RelyingParty {
  const { origin, hostname, protocol } = new URL(publicUrl);
  return isLoopback(hostname)
    ? { id: 'localhost', origins: [origin, `${protocol}//${header('host')}`] }
    : { id: hostname, origins: [origin] };
}

/** Whether a host, as in a URL, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === 'loopback';
  return address === 'localhost' || address.endsWith('.localhost');
}
