/** The cookies: one for the session, and one by which the server recognizes the browser. */
import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Renewed } from '../domain/sign-in/sessions.ts';

/** Over https the prefix `__Host-` makes the browser protect the cookies' origin; plain http is for localhost. */
const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');
const nameOf = (publicUrl: string, name: string) => (isSecure(publicUrl) ? `__Host-${name}` : name);

const session = 'latchkey';
const device = 'latchkey-device';
/** The longest time that browsers keep a cookie. */
const deviceDays = 400;

export const sessionCookie = (c: HonoContext, publicUrl: string) => getCookie(c, nameOf(publicUrl, session));
export const deviceCookie = (c: HonoContext, publicUrl: string) => getCookie(c, nameOf(publicUrl, device));

export function giveSession(c: HonoContext, publicUrl: string, { secret, expiresAt, device }: Renewed): void {
  give(c, publicUrl, session, secret, { expires: expiresAt });
  giveDevice(c, publicUrl, device);
}

export const giveDevice = (c: HonoContext, publicUrl: string, value: string) =>
  give(c, publicUrl, device, value, { maxAge: deviceDays * 24 * 3600 });

function give(c: HonoContext, publicUrl: string, name: string, value: string, lasts: CookieOptions): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(publicUrl) } as const;
  setCookie(c, nameOf(publicUrl, name), value, { ...options, ...lasts });
}

export const takeSession = (c: HonoContext, publicUrl: string) =>
  deleteCookie(c, nameOf(publicUrl, session), { path: '/', secure: isSecure(publicUrl) });
