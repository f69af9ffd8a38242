/** What endpoints share to which other services come: who calls, and what a token that was sent to them is. */
import { sentenceOf } from '../domain/access/decisions.ts';
import { type Subject, startUse } from '../domain/access/subjects.ts';
import { forbidden } from '../domain/base/errors.ts';
import { isTokenShaped } from '../domain/base/secrets.ts';
import { requireAdmitted } from '../domain/firewall/admission.ts';
import { refuseUse } from '../domain/tokens/limits/refused-use.ts';
import * as revokedSecrets from '../domain/tokens/revoked-secrets.ts';
import type { Exchange } from './exchange.ts';
import { countRequest } from './rate-limits.ts';
import { badToken, setExpiryHeader } from './read-credential.ts';
import type { Services } from './services.ts';

/** The caller, found by its token, as every endpoint of the API admits it. Errors: 401, FORBIDDEN, LIMITED. */
export async function requireCaller(
  exchange: Exchange,
  services: Services,
  secret: string,
  found: Subject | null,
): Promise<Subject> {
  const { db, mail } = services;
  const { ip } = exchange;
  if (!found) {
    const fence = await revokedSecrets.report(db, mail.configured, secret, ip);
    exchange.isChecked = isTokenShaped(secret);
    throw badToken(fence);
  }
  requireAdmitted(found.rules, ip);
  exchange.isChecked = true;
  await requireUsable(exchange, services, found, ip);
  await accept(exchange, services, found);
  return found;
}

/** Requires that the token may be used here and from this address; undefined: not known. Errors: FORBIDDEN. */
export async function requireUsable(
  exchange: Exchange,
  { db }: Services,
  { isBound, exceeded, viewer }: Subject,
  ip: string | undefined,
): Promise<void> {
  if (isBound) throw forbidden(sentenceOf('BOUND_TOKEN'));
  const refusal = exceeded(ip);
  if (refusal) await refuseUse(db, { id: viewer.credential.id, userId: viewer.userId }, ip ?? exchange.ip, refusal);
}

/** The address of the client of the service that asks, if a trusted proxy reports it. */
export const reportedAddress = ({ isFromProxy, header, ip }: Exchange): string | undefined =>
  isFromProxy() && header('x-forwarded-for') !== undefined ? ip : undefined;

/** The viewer of the request is from now on this token's, and its use is counted. Errors: LIMITED. */
export async function accept(exchange: Exchange, services: Services, found: Subject): Promise<void> {
  const { viewer } = found;
  if (found.replaces) await startUse(services.db, found);
  setExpiryHeader(exchange, viewer);
  services.usage.note(viewer.credential.id, exchange.ip);
  exchange.viewer = viewer;
  const counted = countRequest(exchange, services.rateLimits.checks, viewer);
  if (counted) await counted;
}
