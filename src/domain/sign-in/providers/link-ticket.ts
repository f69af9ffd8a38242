/**
 * Where a session that was just confirmed begins to link an account. The address works only in this session and for some minutes,
 * so that nobody can make another person's browser begin.
 */
import * as z from 'zod';
import { timeOf } from '../../../db/clock.ts';
import type { Db } from '../../../db/database.ts';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import { invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { seal, unseal } from '../../base/sealing.ts';

const validMs = 600_000;
const about = 'provider link';

const shape = z.object({ providerId: z.string(), sessionId: z.string(), until: z.number() });

/** Errors: FORBIDDEN with a token, INVALID_INPUT. */
export async function linkPath(
  db: Db,
  pepper: string,
  viewer: Viewer,
  known: readonly { id: string }[],
  providerId: string,
): Promise<string> {
  requireSession(viewer);
  if (!known.some(({ id }) => id === providerId))
    throw invalid('provider_id', because('NO_SUCH_PROVIDER', { id: providerId }));
  const value = { providerId, sessionId: viewer.credential.id, until: (await timeOf(db)).getTime() + validMs };
  const ticket = seal(pepper, about, Buffer.from(JSON.stringify(value))).toString('base64url');
  return `/sign-in/with/${providerId}?link=${ticket}`;
}

/** What a ticket has to be for. */
interface Use {
  providerId: string;
  sessionId: string;
}

export async function isTicketOf(db: Db, pepper: string, ticket: string, use: Use): Promise<boolean> {
  const found = opened(pepper, ticket);
  if (found?.providerId !== use.providerId || found.sessionId !== use.sessionId) return false;
  return found.until > (await timeOf(db)).getTime();
}

function opened(pepper: string, ticket: string): z.infer<typeof shape> | null {
  try {
    return shape.parse(JSON.parse(unseal(pepper, about, Buffer.from(ticket, 'base64url')).toString()));
  } catch {
    return null;
  }
}
