/**
 * Where a session that was just confirmed begins to link an account. The address works only in this session and for some minutes,
 * so that nobody can make another person's browser begin.
 */
import * as z from 'zod';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import { invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { seal, unseal } from '../../base/sealing.ts';

const validMs = 600_000;
const about = 'provider link';

const shape = z.object({ providerId: z.string(), sessionId: z.string(), until: z.number() });

/** Errors: FORBIDDEN with a token, INVALID_INPUT. */
export function linkPath(pepper: string, viewer: Viewer, known: readonly { id: string }[], providerId: string): string {
  requireSession(viewer);
  if (!known.some(({ id }) => id === providerId))
    throw invalid('provider_id', because('NO_SUCH_PROVIDER', { id: providerId }));
  const value = { providerId, sessionId: viewer.credential.id, until: Date.now() + validMs };
  const ticket = seal(pepper, about, Buffer.from(JSON.stringify(value))).toString('base64url');
  return `/sign-in/with/${providerId}?link=${ticket}`;
}

export function isTicketOf(pepper: string, ticket: string, providerId: string, sessionId: string): boolean {
  try {
    const found = shape.parse(JSON.parse(unseal(pepper, about, Buffer.from(ticket, 'base64url')).toString()));
    return found.providerId === providerId && found.sessionId === sessionId && found.until > Date.now();
  } catch {
    return false;
  }
}
