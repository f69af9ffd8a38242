/** How endpoints refuse requests: one form of body, and a status that programs understand. */
import type { Context as HonoContext } from 'hono';

/** A refusal with a fixed status. For an invalid token the body does not reveal which of the reasons applies. */
export class Refused extends Error {
  readonly status: 400 | 401 | 403 | 421;
  constructor(status: 400 | 401 | 403 | 421, message: string) {
    super(message);
    this.status = status;
  }
}

const codes = { 400: 'INVALID_INPUT', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 421: 'INVALID_INPUT' } as const;

export function refused(c: HonoContext, { status, message }: Refused): Response {
  if (status === 401) c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  return errorAnswer(c, status, codes[status], message);
}

/** An error as GraphQL reports it, for clients whose request never reached GraphQL. */
export const errorAnswer = (
  c: HonoContext,
  status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 503,
  code: string,
  message: string,
) => c.json({ errors: [{ message, extensions: { code } }] }, status);
