/** Who sends a request to the SCIM endpoints: the owner of a token, as Bearer. Sessions do not count there. */

import type { Db } from '../../db/database.ts';
import { forRequest } from '../../db/for-request.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import { DomainError } from '../../domain/base/errors.ts';
import { readBody } from '../bodies.ts';
import type { Exchange } from '../exchange.ts';
import { admit } from '../firewall.ts';
import { countRequest } from '../rate-limits.ts';
import { viewerOf } from '../read-credential.ts';
import { Refused } from '../refusals.ts';
import type { Reply } from '../reply.ts';
import type { Services } from '../services.ts';

export type Work = (exchange: Exchange, viewer: Viewer, db: Db) => Promise<Reply>;

/** GET also answers HEAD. */
export type Works = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Work>>;

/** Runs `work` when it is the turn of the caller's request, with the body read. Errors: 401, FORBIDDEN, LIMITED. */
export async function asCaller(exchange: Exchange, services: Services, work: Work): Promise<Reply> {
  const { rateLimits, atOnce } = services;
  const found = await callerOf(exchange, services);
  const counted = countRequest(exchange, rateLimits.requests, found);
  if (counted) await counted;
  const queuedAt = performance.now();
  const leave = await atOnce.enter(found.userId, `${found.credential.kind} ${found.credential.id}`);
  if (!leave)
    throw new DomainError('LIMITED', 'Too many requests at once. Try again in a second.', { retryAfterSeconds: 1 });
  try {
    await readBody(exchange);
    // The token may have ended while the request waited or sent its body.
    const viewer = performance.now() - queuedAt > 1_000 ? await callerOf(exchange, services) : found;
    return await work(exchange, viewer, forRequest(services.db, viewer.userId, viewer.credential.lastWrite).db);
  } finally {
    leave();
  }
}

async function callerOf(exchange: Exchange, services: Services): Promise<Viewer> {
  const isBearer = /^bearer /i.test(exchange.header('authorization') ?? '');
  const viewer = isBearer ? await viewerOf(exchange, services) : null;
  if (viewer) return viewer;
  await admit(exchange, services.db);
  throw new Refused(401, 'Send a token of Latchkey as Bearer in the Authorization header.', {
    'WWW-Authenticate': 'Bearer realm="Latchkey"',
  });
}
