/** Revoking a token by its secret: everybody who has it may end it. */
import { and, eq, isNull } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { authoredBy } from '../../db/for-request.ts';
import { isValue } from '../access/credential-columns.ts';
import { limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { hashSecret, isTokenShaped } from '../base/secrets.ts';
import { attemptNetworkOf } from '../base/subnets.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as attempts from '../sign-in/rate-limit.ts';
import { revokeWhere } from './revoke.ts';

/** Requests of a network in a minute. */
const most = 100;

/**
 * Revokes the token with immediate effect, as its owner can. Unknown, revoked and replaced secrets cause no error. Errors:
 * LIMITED after too many requests of the network.
 */
export async function revokeBySecret(db: Db, secret: string, ip: string): Promise<void> {
  const network = `revocation:${attemptNetworkOf(ip)}`;
  const seconds = (await attempts.count(db, { [network]: { most, minutes: 1 } })).get(network);
  if (seconds !== undefined) throw limited(because('MOST_REQUESTS_A_MINUTE', { most, seconds }), seconds);
  if (!isTokenShaped(secret)) return;
  const isThis = and(isValue(hashSecret(secret)), isNull(table.revokedAt));
  const [found] = await db.select({ id: table.id, userId: table.userId }).from(table).where(isThis);
  if (!found) return;
  const { id, userId } = found;
  const holder = { userId, credential: { kind: 'token', id } } as const;
  const which = and(eq(table.id, id), isThis);
  await transactAsSystem(authoredBy(db, userId), (tx) => revokeWhere(tx, holder, which, 'revoked by its holder'));
}
