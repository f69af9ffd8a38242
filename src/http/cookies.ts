/** The session cookie, and whether the page that sent it is one of ours. */
import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Session } from '../domain/sessions.ts';
import { Refused } from './refusals.ts';

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

function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Over https the browser itself guards the cookie's origin; plain http is for localhost. */
const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');
const cookieName = (publicUrl: string) => (isSecure(publicUrl) ? '__Host-latchkey' : 'latchkey');

export const sessionCookie = (c: HonoContext, publicUrl: string) => getCookie(c, cookieName(publicUrl));

export function giveCookie(c: HonoContext, publicUrl: string, { secret, expiresAt }: Session): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(publicUrl),
    expires: expiresAt,
  } as const;
  setCookie(c, cookieName(publicUrl), secret, options);
}

export const takeCookie = (c: HonoContext, publicUrl: string) =>
  deleteCookie(c, cookieName(publicUrl), { path: '/', secure: isSecure(publicUrl) });
