/** Who is asking over HTTP: a Bearer token or a session cookie, never both, and never anonymous by accident. */
import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Db } from '../db/open.ts';
import type { Session } from '../domain/sessions.ts';
import * as viewers from '../domain/viewer.ts';

/** Refused before anything else is looked at; the body never tells which of the reasons it was. */
export class Refused extends Error {
  readonly status: 400 | 401 | 403;
  constructor(status: 400 | 401 | 403, message: string) {
    super(message);
    this.status = status;
  }
}

const badToken = 'The token is not valid: it is malformed, unknown, expired or revoked.';

/**
 * The viewer of a request. A cookie counts only where `cookies` allows it; a bad token is 401 and never becomes
 * anonymous; a stale cookie is anonymous, since the browser sends it unasked.
 */
export async function viewerOf(
  c: HonoContext,
  db: Db,
  publicUrl: string,
  cookies: 'accepted' | 'ignored' = 'accepted',
): Promise<viewers.Viewer | null> {
  const header = c.req.header('authorization');
  const cookie = sessionCookie(c, publicUrl);
  if (header !== undefined) {
    if (cookie !== undefined) throw new Refused(400, 'Send either a token or a session cookie, not both.');
    const [, secret] = /^bearer +(\S+) *$/i.exec(header) ?? [];
    const viewer = secret === undefined ? null : await viewers.ofToken(db, secret);
    if (!viewer) throw new Refused(401, badToken);
    return viewer;
  }
  return cookie !== undefined && cookies === 'accepted' ? viewers.ofSession(db, cookie) : null;
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
