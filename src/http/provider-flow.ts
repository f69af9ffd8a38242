/**
 * What a browser keeps while its user is at a provider, encrypted in a cookie: the checks of OpenID Connect, where to continue, and
 * for a link or a confirmation the session in which it began. No other session can complete it, so nobody can make another person's
 * browser link an account.
 */
import * as z from 'zod';
import { timeOf } from '../db/clock.ts';
import { seal, unseal } from '../domain/base/sealing.ts';
import { giveProvider, providerCookie, takeProvider } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import type { Services } from './services.ts';

const validSeconds = 600;
const about = 'provider flow';

const flow = z.object({
  purpose: z.enum(['SIGN_IN', 'LINK', 'CONFIRM']),
  providerId: z.string(),
  /** The id of the session in which it began; null to sign in. */
  sessionId: z.string().nullable(),
  next: z.string(),
  /** By the clock of the database, in milliseconds since 1970. */
  begun: z.number(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
});

export type Flow = z.infer<typeof flow>;

type Needed = Pick<Services, 'db' | 'pepper' | 'publicUrl'>;

export async function giveFlow(
  exchange: Exchange,
  { db, pepper, publicUrl }: Needed,
  value: Omit<Flow, 'begun'>,
): Promise<void> {
  const begun = (await timeOf(db)).getTime();
  const sealed = seal(pepper, about, Buffer.from(JSON.stringify({ ...value, begun }))).toString('base64url');
  giveProvider(exchange, publicUrl, sealed, validSeconds);
}

/** The flow of this browser, which is removed from it; null: there is none, or it has expired. */
export async function takeFlow(exchange: Exchange, { db, pepper, publicUrl }: Needed): Promise<Flow | null> {
  const cookie = providerCookie(exchange, publicUrl);
  if (cookie === undefined) return null;
  takeProvider(exchange, publicUrl);
  const found = opened(pepper, cookie);
  return found && found.begun + validSeconds * 1_000 > (await timeOf(db)).getTime() ? found : null;
}

function opened(pepper: string, cookie: string): Flow | null {
  try {
    return flow.parse(JSON.parse(unseal(pepper, about, Buffer.from(cookie, 'base64url')).toString()));
  } catch {
    return null;
  }
}
