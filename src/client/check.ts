/** What the middleware of all frameworks share: the check of one request, and the answer to one that is refused (RFC 6750). */
import { tokenIn } from './authorization.ts';
import { type Client, LatchkeyUnavailableError, type Refusal } from './client.ts';
import { requireComplete } from './requirement.ts';
import type { Resource, Viewer } from './viewer.ts';

/** What a request needs; `Request` is what the framework passes to its handlers. */
export interface Options<Permission extends string, Request> {
  /** Without it, any valid token will do. */
  permission?: Permission;
  /** Where the permission is needed. Without it, and if the function returns null, everywhere. */
  resource?: Resource | ((request: Request) => Resource | null);
  /** The address of the client, for tokens that are limited to subnets. They are refused without it. */
  ip?: (request: Request) => string | undefined;
}

/** The answer to a request that is refused. */
export interface Answer {
  status: 401 | 403 | 503;
  headers: Record<string, string>;
  body: { error: string; error_description: string };
}

export type ViewerOrRefusal<Permission extends string> =
  | { viewer: Viewer<Permission>; refused: null }
  | { viewer: null; refused: Answer };

/** Returns the check of one request, by its Authorization header; undefined: it has none. */
export function checking<Permission extends string, Request>(
  client: Client<Permission>,
  options: Options<NoInfer<Permission>, Request>,
): (authorization: string | undefined, request: Request) => Promise<ViewerOrRefusal<Permission>> {
  const { permission, resource, ip } = options;
  requireComplete(options);
  return async (authorization, request) => {
    const token = tokenIn(authorization);
    if (token === undefined) return refused(withoutToken);
    try {
      const result = await client.verify(token, {
        ...(permission && { permission }),
        resource: typeof resource === 'function' ? resource(request) : (resource ?? null),
        ip: ip?.(request),
      });
      return result.active ? { viewer: result, refused: null } : refused(answerTo(result));
    } catch (error) {
      if (error instanceof LatchkeyUnavailableError) return refused(unavailable);
      throw error;
    }
  };
}

export const withoutToken: Answer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer' },
  body: { error: 'invalid_request', error_description: 'Send a token in the Authorization header.' },
};

export const unavailable: Answer = {
  status: 503,
  headers: { 'Retry-After': '1' },
  body: { error: 'temporarily_unavailable', error_description: 'The token cannot be checked at the moment.' },
};

export const invalidToken: Answer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  body: {
    error: 'invalid_token',
    error_description: 'The token is not valid: it is malformed, unknown, expired or revoked.',
  },
};

export const insufficientScope = (missing: readonly string[]): Answer => ({
  status: 403,
  headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${missing.join(' ')}"` },
  body: { error: 'insufficient_scope', error_description: `This requires ${missing.join(' and ')}.` },
});

const answerTo = (refusal: Refusal): Answer =>
  refusal.reason === 'invalid_token' ? invalidToken : insufficientScope(refusal.missingPermissions);

const refused = (answer: Answer): { viewer: null; refused: Answer } => ({ viewer: null, refused: answer });
