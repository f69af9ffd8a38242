/** `/oauth/introspect`: whether a token that a service received is valid, and what it may do (RFC 7662). */
import { type Listed, listed, projectAskedFor, recordListed, refusalOf } from '../domain/access/decisions.ts';
import { permissionNamed } from '../domain/access/permission-named.ts';
import type { Permission } from '../domain/access/permissions.ts';
import { projectKind } from '../domain/access/resources.ts';
import { requireIntrospector } from '../domain/access/service-callers.ts';
import { findBySecret, type Subject, startUse } from '../domain/access/subjects.ts';
import { foldName } from '../domain/base/names.ts';
import { addressOf } from '../domain/base/subnets.ts';
import { recordRefusedUse } from '../domain/tokens/limits/refused-use.ts';
import * as revokedSecrets from '../domain/tokens/revoked-secrets.ts';
import { oauthError, withErrorsAs } from './error-forms.ts';
import type { Exchange } from './exchange.ts';
import { onPost } from './methods.ts';
import { type ClientCredential, clientCredential, type Form, readForm, required } from './oauth-form.ts';
import { badToken } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply } from './reply.ts';
import { reportedAddress, requireCaller } from './service-caller.ts';
import type { Services } from './services.ts';
import { recordUsesOf } from './steps.ts';

const inactive = { active: false };

export const introspection = (services: Services): Endpoint =>
  withErrorsAs(
    oauthError,
    services,
    onPost(async (exchange) => {
      const form = await readForm(exchange);
      const credential = clientCredential(exchange, form);
      const secret = form.get('token');
      // In one turn, so that one statement finds both.
      const [found, subject] = await Promise.all([
        findBySecret(services.db, credential.secret),
        secret === undefined ? null : findBySecret(services.db, secret, projectAsked(form)),
      ]);
      requireOwnName(credential, found);
      const caller = await requireCaller(exchange, services, credential.secret, found);
      requireIntrospector(caller);
      const asked = {
        secret: required(form, 'token'),
        ip: clientAddress(exchange, form),
        named: namedPermission(form),
      };
      const answer = await introspect(services, subject, asked, exchange.ip);
      exchange.check = answer === inactive ? 'refused' : 'accepted';
      return jsonReply(answer);
    }),
  );

interface Asked {
  secret: string;
  /** The address of the token's user; undefined: not known. */
  ip: string | undefined;
  /** The permission by which the service decides; null: it did not say. */
  named: Permission | null;
}

async function introspect(
  services: Services,
  subject: Subject | null,
  { secret, ip, named }: Asked,
  callerIp: string,
): Promise<object> {
  const { db, mail, usage } = services;
  if (!subject) {
    await revokedSecrets.reportElsewhere(db, mail.configured, secret, ip ?? callerIp);
    return inactive;
  }
  const { viewer } = subject;
  const { id } = viewer.credential;
  if (refusalOf(subject, ip)) {
    const exceeded = subject.isBound || ip === undefined ? undefined : subject.exceeded(ip);
    if (exceeded && ip !== undefined) await recordRefusedUse(db, { id, userId: viewer.userId }, ip, exceeded);
    return inactive;
  }
  if (subject.replaces) await startUse(db, subject);
  const what = listed(subject);
  recordListed(subject, what, named);
  usage.note(id, ip ?? callerIp);
  await recordUsesOf(services, viewer, ip ?? callerIp);
  return activeAnswer(subject, what);
}

function activeAnswer({ viewer, tokenName, issuedAt }: Subject, { permissions, resources }: Listed): object {
  const { userId, username, credential } = viewer;
  return {
    active: true,
    ...(permissions.length > 0 ? { scope: permissions.join(' ') } : {}),
    client_id: username,
    username,
    token_type: 'Bearer',
    ...(credential.expiresAt ? { exp: seconds(credential.expiresAt) } : {}),
    ...(issuedAt ? { iat: seconds(issuedAt) } : {}),
    sub: userId,
    jti: credential.id,
    token_name: tokenName,
    permissions,
    resources,
  };
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);

/** A client secret is valid only together with the user name of its owner. */
function requireOwnName({ username }: ClientCredential, found: Subject | null): void {
  if (username !== null && found && foldName(username) !== foldName(found.viewer.username)) throw badToken();
}

/** The address of the token's user: as the service says, or as the proxy that called us reported it. */
function clientAddress(exchange: Exchange, form: Form): string | undefined {
  const ip = form.get('ip');
  if (ip === undefined) return reportedAddress(exchange);
  const address = addressOf(ip);
  if (address === null) throw new Refused(400, 'The parameter ip must be an IP address.');
  return address;
}

/** The key of the project on which the service asks for the permissions, besides those everywhere. */
function projectAsked(form: Form): string | null {
  const id = form.get('resource');
  return projectAskedFor(id === undefined ? null : { type: projectKind, id });
}

function namedPermission(form: Form): Permission | null {
  const name = form.get('permission');
  const permission = name === undefined ? null : permissionNamed(name);
  if (name !== undefined && !permission)
    throw new Refused(400, 'The parameter permission must be the name of a permission.');
  return permission;
}
