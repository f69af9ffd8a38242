/** Refuses a use that a limit of the token does not allow, with an entry in the log. */
import type { Db } from '../../../db/database.ts';
import { recordAlone } from '../../audit/record-alone.ts';
import { forbidden } from '../../base/errors.ts';
import type { Refusal } from './limit.ts';

interface LimitedToken {
  id: string;
  userId: string;
}

/** Errors: FORBIDDEN. */
export async function refuseUse(db: Db, token: LimitedToken, ip: string, refusal: Refusal): Promise<never> {
  await recordRefusedUse(db, token, ip, refusal);
  throw forbidden(refusal.message);
}

export const recordRefusedUse = (
  db: Db,
  { id, userId }: LimitedToken,
  ip: string,
  { logged }: Refusal,
): Promise<void> =>
  recordAlone(db, 'system', {
    type: 'OTHER',
    entity: 'PersonalAccessToken',
    id,
    message: logged,
    current: { ip, user_id: userId },
  });
