/** Who is asking over HTTP: a token or a session cookie, never both, and never anonymous by accident. */
import type { Context as HonoContext } from 'hono';
import type { Db } from '../db/database.ts';
import * as credentials from '../domain/access/authenticate.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import { notAmong } from '../domain/tokens/operations.ts';
import * as policies from '../domain/tokens/policy.ts';
import * as revokedSecrets from '../domain/tokens/revoked-secrets.ts';
import type { Recorder } from '../domain/usage/recorder.ts';
import { sessionCookie } from './cookies.ts';
import { Refused } from './refusals.ts';

/** What it takes to know who is asking. */
export interface Asking {
  db: Db;
  mail: Mail;
  usage: Recorder;
  publicUrl: string;
  addressOf(c: HonoContext): string;
}

const badToken = 'The token is not valid: it is malformed, unknown, expired or revoked.';

/** Besides the Authorization header. */
interface Accepted {
  cookie: boolean;
  /** A token in the address, as `session`. */
  address: boolean;
  /** A token bound to operations, by a door that knows how to hold it to them. */
  bound: boolean;
}

/**
 * The viewer of a request. A cookie, the address and bound tokens count only where `accepted` says so; a bad token is 401 and never
 * becomes anonymous; a stale cookie is anonymous, since the browser sends it unasked.
 */
export async function viewerOf(
  c: HonoContext,
  asking: Asking,
  accepted: Accepted = { cookie: true, address: false, bound: false },
): Promise<Viewer | null> {
  const inAddress = accepted.address ? await sessionParameter(c, asking) : undefined;
  const presented = [authorization(c), inAddress].filter((secret) => secret !== undefined);
  const cookie = sessionCookie(c, asking.publicUrl);
  if (presented.length + (cookie === undefined ? 0 : 1) > 1)
    throw new Refused(400, 'Send one credential: a token or a session cookie, not both.');
  const [secret] = presented;
  const ofCookie = () => (cookie !== undefined && accepted.cookie ? credentials.findSession(asking.db, cookie) : null);
  const viewer = await (secret === undefined ? ofCookie() : viewerOfToken(c, asking, secret, accepted));
  // For the log's line and the count of uses, whichever door this is.
  c.set('viewer', viewer);
  return viewer;
}

/** Each request of our pages names the user the page is for: one that another user's session came with is refused. */
export function requireUserOfPage(c: HonoContext, viewer: Viewer | null): void {
  const named = c.req.header('x-latchkey-user');
  if (named !== undefined && named !== viewer?.userId)
    throw new Refused(401, 'The user this page was opened by is not signed in any more. Load the page again.');
}

async function viewerOfToken(
  c: HonoContext,
  { db, mail, usage, addressOf }: Asking,
  secret: string,
  accepted: Accepted,
): Promise<Viewer> {
  const ip = addressOf(c);
  const viewer = await credentials.findToken(db, secret, ip);
  if (!viewer) {
    await revokedSecrets.report(db, mail.configured, secret, ip);
    throw new Refused(401, badToken);
  }
  if (viewer.boundTo && !accepted.bound) throw notAmong();
  tellExpiry(c, viewer);
  usage.note(viewer.credential.id, ip);
  return viewer;
}

/** The token in the header: as Bearer, or as Basic with the token as user name and no password. Other than that is no token. */
function authorization(c: HonoContext): string | undefined {
  const header = c.req.header('authorization');
  if (header === undefined) return undefined;
  const [, bearer] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  const [, basic] = /^basic +([\w+/=-]+) *$/i.exec(header) ?? [];
  const decoded = basic === undefined ? '' : Buffer.from(basic, 'base64').toString();
  return bearer ?? (decoded.endsWith(':') ? decoded.slice(0, -1) : '');
}

/** The token in the address, where the policy allows it. */
async function sessionParameter(c: HonoContext, { db }: Asking): Promise<string | undefined> {
  const secret = c.req.query('session');
  if (secret === undefined) return undefined;
  if (!(await policies.read(db)).acceptSessionParameter)
    throw new Refused(400, 'A token in the address is not accepted here. Send it in the Authorization header.');
  return secret;
}

const expiryHeader = 'SonarQube-Authentication-Token-Expiration';

/** Tells a program when its token will expire, in the header SonarQube's clients know. */
function tellExpiry(c: HonoContext, { credential: { expiresAt } }: Viewer): void {
  if (!expiresAt) return;
  c.header(expiryHeader, expiresAt.toISOString().replace(/\.\d+Z$/, '+0000'));
  c.header('Access-Control-Expose-Headers', expiryHeader);
}
