/** A hook for Fastify: admits requests with a valid token, and sets `viewer` on the request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checking, type Options } from './check.ts';
import type { Client } from './client.ts';
import { authorizationOf } from './node-request.ts';
import type { Viewer } from './viewer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the token. Undefined: no `requireToken` ran before. */
    viewer?: Viewer;
  }
}

/** For `onRequest`. Answers 401 without a valid token, 403 without the permission, and 503 if Latchkey does not answer. */
export function requireToken<Permission extends string>(
  client: Client<Permission>,
  options: Options<NoInfer<Permission>, FastifyRequest> = {},
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  const check = checking(client, options);
  return async (request, reply) => {
    const { viewer, refused } = await check(authorizationOf(request.raw), request);
    if (refused) return reply.code(refused.status).headers(refused.headers).send(refused.body);
    request.viewer = viewer;
    return undefined;
  };
}
