/** Endpoints about tokens outside GraphQL: whether a credential is valid, and all tokens as CSV. */

import { DomainError, enrollmentRequired, forbidden } from '../domain/base/errors.ts';
import { csv } from '../domain/tokens/inventory-report.ts';
import { onGet } from './methods.ts';
import { requireSameOrigin } from './origin.ts';
import { countRequest } from './rate-limits.ts';
import { viewerOf } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply } from './reply.ts';
import type { Services } from './services.ts';

export const tokenEndpoints = (services: Services): [string, Endpoint][] => [
  ['/api/authentication/validate', onGet(validation(services))],
  ['/api/personal_access_tokens.csv', onGet(inventory(services))],
];

/** Always 200, as SonarQube's clients expect. Without a credential the answer is `valid: false`. */
const validation =
  (services: Services): Endpoint =>
  async (exchange) => {
    const accepted = { cookie: true, address: false, bound: true };
    const viewer = await viewerOf(exchange, services, accepted).catch((error) => {
      if (error instanceof Refused || error instanceof DomainError) return null;
      throw error;
    });
    if (viewer) await countRequest(exchange, services.rateLimits.checks, viewer);
    const valid = viewer !== null && !viewer.mustEnroll;
    exchange.check = valid ? 'accepted' : 'refused';
    return jsonReply({ valid });
  };

const inventory =
  (services: Services): Endpoint =>
  async (exchange) => {
    const viewer = await viewerOf(exchange, services);
    if (viewer?.credential.kind === 'session') requireSameOrigin(exchange, services.publicUrl);
    if (!viewer) throw new Refused(401, 'Sign in or send a valid token.');
    await countRequest(exchange, services.rateLimits.requests, viewer);
    if (viewer.mustEnroll) throw enrollmentRequired();
    const needed = 'READ_PERSONAL_ACCESS_TOKEN';
    if (!viewer.permissions.use(needed)) throw forbidden(`This requires ${needed}.`, [needed]);
    if (viewer.methods && !viewer.methods.has('all_personal_access_tokens'))
      throw forbidden('This token may not call all_personal_access_tokens.');
    viewer.credential.used.methods.add('all_personal_access_tokens');
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="personal-access-tokens.csv"',
    };
    return { status: 200, headers, body: csv(services.db, viewer) };
  };
