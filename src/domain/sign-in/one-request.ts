/** Sessions that last for one request, for clients that send a user name and a password instead of a cookie. */
import type { Db } from '../../db/database.ts';
import { findSession } from '../access/authenticate.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError, enrollmentRequired, unauthenticated } from '../base/errors.ts';
import * as sessions from './sessions.ts';

export interface Given {
  username: string;
  password: string;
  ip: string;
  userAgent: string | null;
}

/**
 * Signs in, runs `work` and signs out. It is a sign-in in every respect: guesses are limited and logged, and the password is
 * confirmed. Errors: UNAUTHENTICATED, LIMITED, SECOND_FACTOR_REQUIRED where a password alone is not enough.
 */
export async function inOneRequest<T>(
  db: Db,
  pepper: string,
  given: Given,
  work: (viewer: Viewer) => Promise<T>,
): Promise<T> {
  const { session } = await sessions.signIn(db, pepper, { ...given, device: undefined, replaces: undefined });
  if (!session)
    throw new DomainError(
      'SECOND_FACTOR_REQUIRED',
      'This user has a second factor, so a password alone is not enough. Sign in with a browser, or use the API with a session.',
    );
  const viewer = await findSession(db, session.secret, given.ip);
  if (!viewer) throw unauthenticated();
  try {
    if (viewer.mustEnroll) throw enrollmentRequired();
    return await work(viewer);
  } finally {
    await sessions.signOut(db, viewer);
  }
}
