/** Whether a browser asks us under our own host, and from a page of ours: otherwise it gets at no session and no password. */
import type { Context as HonoContext } from 'hono';
import ipaddr from 'ipaddr.js';
import { sessionCookie } from './cookies.ts';
import { Refused } from './refusals.ts';

/** The pages on which a password is typed, and where it is sent. */
const asksForPassword = /^\/(sign-in|set-password)(\/|$)/;

/**
 * Refuses requests with a session cookie, and the sign-in and set-password pages, under another host than PUBLIC_URL's. A
 * token in the Authorization header is accepted under any: no browser sends it by itself.
 */
export function requireOwnHost(c: HonoContext, publicUrl: string): void {
  if (c.req.header('authorization') !== undefined) return;
  if (sessionCookie(c, publicUrl) === undefined && !asksForPassword.test(c.req.path)) return;
  if (isOwnHost(c.req.header('host'), publicUrl)) return;
  throw new Refused(
    421,
    `Open Latchkey at ${publicUrl}, its PUBLIC_URL: sessions and passwords are accepted under that host only. Whoever runs it can change PUBLIC_URL.`,
  );
}

/** The port does not matter: reverse proxies leave it out, and cookies do not tell ports apart. */
function isOwnHost(host: string | undefined, publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (!host || !URL.canParse(`${protocol}//${host}`)) return false;
  const asked = new URL(`${protocol}//${host}`).hostname;
  return isLoopback(hostname) ? isLoopback(asked) : asked === hostname;
}

/**
 * Refuses what a browser says comes from a page of another origin. Browsers that say no `Sec-Fetch-Site` say `Origin`;
 * programs say neither and are believed: they hold no cookie that somebody else's page could use.
 */
export function requireSameOrigin(c: HonoContext, publicUrl: string): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const ours =
    site === undefined
      ? origin === undefined || isOurs(origin, c.req.header('host'), publicUrl)
      : site === 'same-origin' || site === 'none';
  if (!ours) throw new Refused(403, 'This comes from a page of another origin.');
}

/** On a loopback host the port is any, so it is compared with the one that was asked; `requireOwnHost` has judged that. */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  const { origin: own, hostname } = new URL(publicUrl);
  return origin === own || (isLoopback(hostname) && URL.canParse(origin) && new URL(origin).host === host);
}

/** Whether a host, as in a URL, names the machine itself. */
export function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === 'loopback';
  return address === 'localhost' || address.endsWith('.localhost');
}
