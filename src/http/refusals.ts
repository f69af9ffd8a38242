/** How the doors refuse: one shape of body, and a status that programs understand. */
import type { Context as HonoContext } from 'hono';

/** Refused before anything else is looked at; the body never tells which of the reasons it was. */
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
  return told(c, status, codes[status], message);
}

/** An error as GraphQL would tell it, for whoever sent something that never got there. */
export const told = (
  c: HonoContext,
  status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 503,
  code: string,
  message: string,
) => c.json({ errors: [{ message, extensions: { code } }] }, status);
