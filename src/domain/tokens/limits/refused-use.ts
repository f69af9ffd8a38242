/** Refuses a use that a limit of the token does not allow, with an entry in the log. */
import type { Db } from '../../../db/database.ts';
import { recordAlone } from '../../audit/record-alone.ts';
import { forbidden } from '../../base/errors.ts';
import type { Limit } from './limits.ts';

interface LimitedToken {
  id: string;
  userId: string;
}

/** Errors: FORBIDDEN. */
export async function refuseUse(db: Db, token: LimitedToken, ip: string, limit: Limit): Promise<never> {
  await recordRefusedUse(db, token, ip, limit);
  throw forbidden(limit.refusal.message);
}

export const recordRefusedUse = (db: Db, { id, userId }: LimitedToken, ip: string, { refusal }: Limit): Promise<void> =>
  recordAlone(db, 'system', {
    type: 'OTHER',
    entity: 'PersonalAccessToken',
    id,
    message: refusal.logged,
    current: { ip, user_id: userId },
  });
