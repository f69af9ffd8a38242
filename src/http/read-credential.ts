/**
 * Identifies the caller of a request by a token or a session cookie: never by both, and never as anonymous by mistake.
 */
import * as credentials from '../domain/access/authenticate.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { isTokenShaped } from '../domain/base/secrets.ts';
import { documentNotAllowed } from '../domain/tokens/operations.ts';
import * as policies from '../domain/tokens/policy.ts';
import * as revokedSecrets from '../domain/tokens/revoked-secrets.ts';
import { sessionCookie } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { admit } from './firewall.ts';
import { Refused } from './refusals.ts';
import type { Services } from './services.ts';

/**
 * The refusal of a token. `fence`: what blocks it since a restore, if that is why. Only who has its secret learns that; for the
 * other reasons the body does not reveal which applies.
 */
export const badToken = (fence: revokedSecrets.Fence | null = null): Refused =>
  new Refused(401, fence ? blocked(fence) : 'The token is not valid: it is malformed, unknown, expired or revoked.');

function blocked({ since, ofToken, ofOwner }: revokedSecrets.Fence): string {
  const password = 'its owner has set a new password';
  const confirmed = 'its owner or an administrator has confirmed it';
  const until = [...(ofOwner ? [password] : []), ...(ofToken ? [confirmed] : [])].join(' and ');
  return `This token is blocked since the database was restored on ${since.toISOString().slice(0, 10)}, until ${until}.`;
}

/** The credentials that an endpoint accepts besides the Authorization header. */
interface Accepted {
  cookie: boolean;
  /** A token in the URL, as `session`. */
  address: boolean;
  /** A token that the endpoint has found among its parameters, as `session`. */
  session?: string | undefined;
  /** A bound token. Only for endpoints that check its operations. */
  bound: boolean;
}

/**
 * The viewer of a request. A cookie, a token in the URL and bound tokens count only if `accepted` includes them. An
 * invalid token is refused with 401. An expired cookie counts as anonymous, because the browser sends it automatically.
 */
export async function viewerOf(
  exchange: Exchange,
  services: Services,
  accepted: Accepted = { cookie: true, address: false, bound: false },
): Promise<Viewer | null> {
  const inHeader = authorization(exchange);
  const parameter = accepted.session ?? (accepted.address ? exchange.query('session') : undefined);
  if (parameter !== undefined) await requireParameterAllowed(services);
  const presented = [inHeader, parameter].filter((secret) => secret !== undefined);
  const cookie = sessionCookie(exchange, services.publicUrl);
  if (presented.length + (cookie === undefined ? 0 : 1) > 1)
    throw new Refused(400, 'Send one credential: a token or a session cookie, not both.');
  const [secret] = presented;
  if (cookie !== undefined && !accepted.cookie)
    throw new Refused(
      403,
      'A session is accepted with POST only: send the query as a POST of application/json. In a browser, use /graphiql.',
    );
  const { db } = services;
  const ofCookie = () => (cookie === undefined ? null : credentials.findSession(db, cookie, exchange.ip));
  const viewer = await (secret === undefined ? ofCookie() : viewerOfToken(exchange, services, secret, accepted));
  // The statement that found the credential has found the rules of the firewall, too.
  if (viewer) exchange.isChecked = true;
  else await admit(exchange, db);
  // For the log line and the count of uses, at every endpoint.
  exchange.viewer = viewer;
  return viewer;
}

/**
 * Each request of our pages contains the id of the user for whom the page was opened. It is refused if the session
 * belongs to another user.
 */
export function requireUserOfPage(exchange: Exchange, viewer: Viewer | null): void {
  const named = exchange.header('x-latchkey-user');
  if (named !== undefined && named !== viewer?.userId)
    throw new Refused(401, 'The user for whom this page was opened is no longer signed in. Load the page again.');
}

async function viewerOfToken(
  exchange: Exchange,
  { db, mail, usage }: Services,
  secret: string,
  accepted: Accepted,
): Promise<Viewer> {
  const { ip } = exchange;
  const viewer = await credentials.findToken(db, secret, ip);
  if (!viewer) {
    const fence = await revokedSecrets.report(db, mail.configured, secret, ip);
    // No statement was sent for a malformed one.
    exchange.isChecked = isTokenShaped(secret);
    throw badToken(fence);
  }
  if (viewer.boundTo && !accepted.bound) throw documentNotAllowed();
  setExpiryHeader(exchange, viewer);
  usage.note(viewer.credential.id, ip);
  return viewer;
}

/**
 * The token in the header: as Bearer, or as Basic with the token as user name and no password. Empty: the header contains no
 * token.
 */
export function authorization(exchange: Exchange): string | undefined {
  if ((exchange.incoming.headersDistinct.authorization?.length ?? 0) > 1)
    throw new Refused(400, 'Send one credential, in one Authorization header.');
  const header = exchange.header('authorization');
  if (header === undefined) return undefined;
  const [, bearer] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  const [, basic] = /^basic +([\w+/=-]+) *$/i.exec(header) ?? [];
  const decoded = basic === undefined ? '' : Buffer.from(basic, 'base64').toString();
  return bearer ?? (decoded.endsWith(':') ? decoded.slice(0, -1) : '');
}

async function requireParameterAllowed({ db }: Services): Promise<void> {
  if (!(await policies.read(db)).acceptSessionParameter)
    throw new Refused(
      400,
      'The token policy does not allow tokens as `session`. Send the token in the Authorization header.',
    );
}

const expiryHeader = 'SonarQube-Authentication-Token-Expiration';

/** A time in the form of SonarQube. */
export const sonarTime = (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+0000');

/** Sets the header in which SonarQube's clients read when the token expires. */
export function setExpiryHeader(exchange: Exchange, { credential: { expiresAt } }: Viewer): void {
  if (!expiresAt) return;
  exchange.headers[expiryHeader] = sonarTime(expiresAt);
  exchange.headers['Access-Control-Expose-Headers'] = expiryHeader;
}
