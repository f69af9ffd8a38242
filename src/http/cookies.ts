/** The cookies: one for the session, and one by which the server recognizes the browser. */
import { type CookieOptions, parse, serialize } from 'hono/utils/cookie';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { Exchange } from './exchange.ts';

/** Over https the prefix `__Host-` makes the browser protect the cookies' origin; plain http is for localhost. */
const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');
const nameOf = (publicUrl: string, name: string) => (isSecure(publicUrl) ? `__Host-${name}` : name);

const session = 'latchkey';
const device = 'latchkey-device';
/** The longest time that browsers keep a cookie. */
const deviceDays = 400;

export const sessionCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, session));
export const deviceCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, device));

function sent({ header }: Exchange, name: string): string | undefined {
  const cookies = header('cookie');
  return cookies === undefined ? undefined : parse(cookies, name)[name];
}

export function giveSession(exchange: Exchange, publicUrl: string, { secret, expiresAt, device }: Renewed): void {
  give(exchange, publicUrl, session, secret, { expires: expiresAt });
  giveDevice(exchange, publicUrl, device);
}

export const giveDevice = (exchange: Exchange, publicUrl: string, value: string) =>
  give(exchange, publicUrl, device, value, { maxAge: deviceDays * 24 * 3600 });

function give(exchange: Exchange, publicUrl: string, name: string, value: string, lasts: CookieOptions): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(publicUrl) } as const;
  exchange.cookies.push(serialize(nameOf(publicUrl, name), value, { ...options, ...lasts }));
}

export function takeSession({ cookies }: Exchange, publicUrl: string): void {
  cookies.push(serialize(nameOf(publicUrl, session), '', { path: '/', secure: isSecure(publicUrl), maxAge: 0 }));
}
