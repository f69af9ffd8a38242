/** Asks for what a session needs in order to confirm a second factor: a code by email, or the challenge for a passkey. */
import type { Db } from '../../../db/database.ts';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import { conflict } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { transact } from '../../base/transact.ts';
import * as emailCodes from './email-codes.ts';
import type { Site } from './enroll.ts';
import { type FactorType, findAll, requireFactorType } from './factor-rows.ts';
import * as passkeys from './passkeys.ts';

/** Returns the options for the browser as JSON for a passkey, otherwise undefined. Errors: FORBIDDEN with a token, INVALID_INPUT, CONFLICT, LIMITED. */
export async function requestCode(
  db: Db,
  viewer: Viewer,
  { mailed, relyingParty }: Site,
  given: FactorType | 'SMS',
): Promise<string | undefined> {
  requireSession(viewer);
  const { userId } = viewer;
  const type = requireFactorType(given);
  const factor = (await findAll(db, userId)).find((one) => one.type === type && one.isVerified);
  if (!factor) throw conflict(because('NO_SUCH_FACTOR'));
  if (type === 'PASSKEY') return passkeys.requestOptions(db, relyingParty, { userId, sessionId: viewer.credential.id });
  if (type !== 'EMAIL') return undefined;
  if (!mailed) throw conflict(because('NO_MAIL_SERVER'));
  await emailCodes.countEmail(db, userId);
  await transact(db, viewer, (tx) => emailCodes.request(tx, factor.id));
  return undefined;
}
