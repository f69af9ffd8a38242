/** The cookies: for the session, for a sign-in that waits for its second step or for a provider, to recognize the browser, and the theme of its pages. */
import { type CookieOptions, parse, serialize } from 'hono/utils/cookie';
import type { Pending } from '../domain/sign-in/second-step.ts';
import type { Renewed } from '../domain/sign-in/sessions.ts';
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';

/** Over https the prefix `__Host-` makes the browser protect the cookies' origin; plain http is for localhost. */
const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');
const nameOf = (publicUrl: string, name: string) => (isSecure(publicUrl) ? `__Host-${name}` : name);

const session = 'latchkey';
const pending = 'latchkey-sign-in';
const device = 'latchkey-device';
const provider = 'latchkey-provider';
/** The longest time that browsers keep a cookie. */
const deviceDays = 400;

export const sessionCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, session));
export const deviceCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, device));

export const pendingCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, pending));

export const providerCookie = (exchange: Exchange, publicUrl: string) => sent(exchange, nameOf(publicUrl, provider));

/** What a script of the pages has set; they follow the system if it is neither light nor dark. */
export function themeOf({ header }: Exchange): 'light' | 'dark' | 'system' {
  const [, theme] = /(?:^|; )latchkey-theme=(light|dark)(?:;|$)/.exec(header('cookie') ?? '') ?? [];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Browsers send several where another site on the host has set one. None of them is chosen, as with two credentials. */
function sent({ header }: Exchange, name: string): string | undefined {
  const cookies = header('cookie');
  if (!cookies?.includes(name)) return undefined;
  const values = new Set(cookies.split(';').flatMap((cookie) => parse(cookie, name)[name] ?? []));
  if (values.size > 1)
    throw new Refused(400, `Send one cookie ${name}: this request has several with different values.`);
  const [value] = values;
  return value;
}

export function giveSession(exchange: Exchange, publicUrl: string, { secret, expiresAt, device }: Renewed): void {
  give(exchange, publicUrl, session, secret, { expires: expiresAt });
  giveDevice(exchange, publicUrl, device);
}

export const givePending = (exchange: Exchange, publicUrl: string, { secret, expiresAt }: Pending) =>
  give(exchange, publicUrl, pending, secret, { expires: expiresAt });

export const giveDevice = (exchange: Exchange, publicUrl: string, value: string) =>
  give(exchange, publicUrl, device, value, { maxAge: deviceDays * 24 * 3600 });

export const giveProvider = (exchange: Exchange, publicUrl: string, value: string, seconds: number) =>
  give(exchange, publicUrl, provider, value, { maxAge: seconds });

function give(exchange: Exchange, publicUrl: string, name: string, value: string, lasts: CookieOptions): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(publicUrl) } as const;
  exchange.cookies.push(serialize(nameOf(publicUrl, name), value, { ...options, ...lasts }));
}

export const takeSession = (exchange: Exchange, publicUrl: string) => take(exchange, publicUrl, session);
export const takePending = (exchange: Exchange, publicUrl: string) => take(exchange, publicUrl, pending);
export const takeProvider = (exchange: Exchange, publicUrl: string) => take(exchange, publicUrl, provider);

function take({ cookies }: Exchange, publicUrl: string, name: string): void {
  cookies.push(serialize(nameOf(publicUrl, name), '', { path: '/', secure: isSecure(publicUrl), maxAge: 0 }));
}
