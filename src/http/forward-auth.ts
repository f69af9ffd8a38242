/**
 * `/auth/verify`: whether a reverse proxy may let a request through, for auth_request of nginx, forward_auth of Caddy,
 * ForwardAuth of Traefik and ext_authz of Envoy. The token decides: sessions are never read, and the application firewall
 * does not apply, because the request comes from the proxy.
 */
import type { Db } from '../db/database.ts';
import { decideWithoutPermission } from '../domain/access/alternatives.ts';
import { decide, sentenceOf } from '../domain/access/decisions.ts';
import { permissionNamed } from '../domain/access/permission-named.ts';
import type { Permission } from '../domain/access/permissions.ts';
import { permissionsOn, projectKind, type Resource, resourceNamed } from '../domain/access/resources.ts';
import { findBySecret, type Subject } from '../domain/access/subjects.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { findSubjectAndRequirement, type SubjectAndRequirement } from '../domain/apis/compiled.ts';
import type { Request } from '../domain/apis/routes.ts';
import { DomainError, forbidden } from '../domain/base/errors.ts';
import * as revokedSecrets from '../domain/tokens/revoked-secrets.ts';
import { requireOperation } from './api-check.ts';
import { describedRequest } from './described-request.ts';
import { insufficientScope, missingIn, withErrorsAs } from './error-forms.ts';
import type { Exchange } from './exchange.ts';
import { requireCanonicalPath } from './forwarded-path.ts';
import { authorization, badToken } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, type Reply, type TextReply, textReply, withHeader } from './reply.ts';
import { projectIn, type Requirement, requirementOf } from './requirement.ts';
import { accept, reportedAddress, requireUsable } from './service-caller.ts';
import type { Services } from './services.ts';

export const forwardAuth = (services: Services): Endpoint =>
  withErrorsAs(answerTo, services, async (exchange) => {
    requireCanonicalPath(exchange);
    const secret = authorization(exchange);
    if (secret === undefined) throw new Refused(401, 'Send a token.', { 'WWW-Authenticate': 'Bearer' });
    const wanted = requirementOf(exchange);
    const described = wanted.api === null ? noRequest : describedRequest(exchange);
    const checked = await find(services.db, secret, wanted, described);
    if (!checked)
      throw badToken(await revokedSecrets.reportElsewhere(services.db, services.mail.configured, secret, exchange.ip));
    const { subject: found } = checked;
    await requireUsable(exchange, services, found, reportedAddress(exchange));
    await accept(exchange, services, found);
    const resource = wanted.api === null ? requireMet(found, wanted) : requireOperation(checked, described);
    exchange.check = 'accepted';
    return passed(found, resource);
  });

async function find(
  db: Db,
  secret: string,
  wanted: Requirement,
  described: Request | Refused,
): Promise<SubjectAndRequirement | null> {
  if (wanted.api !== null)
    return findSubjectAndRequirement(db, secret, wanted.api, described instanceof Refused ? noRequest : described);
  const subject = await findBySecret(db, secret, projectIn(wanted));
  return subject && { subject, required: null };
}

/** No operation matches it. */
const noRequest: Request = { method: '', path: '' };

/** Returns the resource that is required; null: none. Errors: 400 for a requirement that is wrong, FORBIDDEN. */
function requireMet(found: Subject, { permission: name, resource: named, fault }: Requirement): Resource | null {
  if (fault) throw new Refused(400, fault);
  if (name === null) {
    const { isAllowed, reason } = decideWithoutPermission(found);
    if (!isAllowed) throw forbidden(sentenceOf(reason));
    return null;
  }
  const permission = permissionNamed(name);
  if (!permission) throw new Refused(400, 'The requirement names a permission that does not exist.');
  const resource = named === null ? null : resourceNamed(permission, named);
  if (named !== null && !resource)
    throw new Refused(
      400,
      'The parameter resource must be of a kind that the permission declares, such as customer:42.',
    );
  const { isAllowed, reason } = decide(found, { permission, resource });
  if (!isAllowed) throw forbidden(sentenceOf(reason), [permission]);
  return resource;
}

/** In characters. Proxies and sites refuse long headers, and a request that is allowed must not fail by that. */
const longestNames = 8_000;

/** Who sent the token and what it may do, for the protected site. */
function passed({ viewer }: Subject, resource: Resource | null): Reply {
  const { userId, username, permissions, credential } = viewer;
  const names = resource ? [...new Set([...permissions, ...heldOn(viewer, resource)])] : [...permissions];
  const headers: Record<string, string> = {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-Latchkey-User': inHeader(username),
    'X-Latchkey-User-Id': userId,
    'X-Latchkey-Token': credential.id,
  };
  const inOne = names.join(' ');
  if (inOne.length <= longestNames) headers['X-Latchkey-Permissions'] = inOne;
  return { status: 200, headers, body: '' };
}

/** What the token has on the resource besides its permissions everywhere. */
function heldOn(viewer: Viewer, resource: Resource): Iterable<Permission> {
  return resource.type === projectKind ? viewer.onProjects : permissionsOn(viewer, resource);
}

/** User names may contain letters that headers cannot: these are encoded as in URLs, and so is the percent sign. */
const inHeader = (text: string) => text.replace(/[^!-$&-~]/gu, encodeURIComponent);

/** Without a body where something failed, so that no proxy can take it for success. */
function answerTo(reply: TextReply, exchange: Exchange, error: unknown): Reply {
  if (reply.status === 401 || reply.status === 403) exchange.check = 'refused';
  if (reply.status >= 500) return withHeader(textReply('', reply.status), { 'Retry-After': '1' });
  if (reply.status !== 403 || !(error instanceof DomainError)) return reply;
  return withHeader(reply, { 'WWW-Authenticate': insufficientScope(missingIn(error)) });
}
