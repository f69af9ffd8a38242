/** Middleware for Express: admits requests with a valid token, and sets `viewer` on the request. */
import type { Request, RequestHandler } from 'express';
import { checking, type Options } from './check.ts';
import type { Client } from './client.ts';
import { authorizationOf } from './node-request.ts';
import type { Viewer } from './viewer.ts';

declare global {
  namespace Express {
    interface Request {
      /** Who sent the token. Undefined: no `requireToken` ran before. */
      viewer?: Viewer;
    }
  }
}

/** Answers 401 without a valid token, 403 without the permission, and 503 if Latchkey does not answer. */
export function requireToken<Permission extends string>(
  client: Client<Permission>,
  options: Options<NoInfer<Permission>, Request> = {},
): RequestHandler {
  const check = checking(client, options);
  // Express 4 does not see the errors of a promise.
  return (request, response, next) =>
    check(authorizationOf(request), request).then(({ viewer, refused }) => {
      if (refused) return void response.status(refused.status).set(refused.headers).json(refused.body);
      request.viewer = viewer;
      next();
    }, next);
}
