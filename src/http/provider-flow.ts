/**
 * What a browser keeps while its user is at a provider, encrypted in a cookie: the checks of OpenID Connect, where to continue, and
 * for a link or a confirmation the session in which it began. No other session can complete it, so nobody can make another person's
 * browser link an account.
 */
import * as z from 'zod';
import { seal, unseal } from '../domain/base/sealing.ts';
import { giveProvider, providerCookie, takeProvider } from './cookies.ts';
import type { Exchange } from './exchange.ts';

const validSeconds = 600;
const about = 'provider flow';

const flow = z.object({
  purpose: z.enum(['SIGN_IN', 'LINK', 'CONFIRM']),
  providerId: z.string(),
  /** The id of the session in which it began; null to sign in. */
  sessionId: z.string().nullable(),
  next: z.string(),
  /** In milliseconds since 1970. */
  begun: z.number(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
});

export type Flow = z.infer<typeof flow>;

type Keys = { pepper: string; publicUrl: string };

export function giveFlow(exchange: Exchange, { pepper, publicUrl }: Keys, value: Flow): void {
  const sealed = seal(pepper, about, Buffer.from(JSON.stringify(value))).toString('base64url');
  giveProvider(exchange, publicUrl, sealed, validSeconds);
}

/** The flow of this browser, which is removed from it; null: there is none, or it has expired. */
export function takeFlow(exchange: Exchange, { pepper, publicUrl }: Keys): Flow | null {
  const cookie = providerCookie(exchange, publicUrl);
  if (cookie === undefined) return null;
  takeProvider(exchange, publicUrl);
  const found = opened(pepper, cookie);
  return found && found.begun + validSeconds * 1_000 > Date.now() ? found : null;
}

function opened(pepper: string, cookie: string): Flow | null {
  try {
    return flow.parse(JSON.parse(unseal(pepper, about, Buffer.from(cookie, 'base64url')).toString()));
  } catch {
    return null;
  }
}
