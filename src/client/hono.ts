/** Middleware for Hono: admits requests with a valid token, and sets `viewer` on the context. */
import type { Context, MiddlewareHandler } from 'hono';
import { checking, type Options } from './check.ts';
import type { Client } from './client.ts';
import type { Viewer } from './viewer.ts';

/** Answers 401 without a valid token, 403 without the permission, and 503 if Latchkey does not answer. */
export function requireToken<Permission extends string>(
  client: Client<Permission>,
  options: Options<NoInfer<Permission>, Context> = {},
): MiddlewareHandler<{ Variables: { viewer: Viewer<Permission> } }> {
  const check = checking(client, options);
  return async (c, next) => {
    const { viewer, refused } = await check(c.req.header('Authorization'), c);
    if (refused) return c.json(refused.body, refused.status, refused.headers);
    c.set('viewer', viewer);
    await next();
  };
}
