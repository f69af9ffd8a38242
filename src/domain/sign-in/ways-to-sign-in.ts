/** The ways in which a user can sign in without an administrator: a password, a passkey, or an account at a provider. */
import { and, eq, exists, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { authenticationFactors as factors } from '../../../schema/factors.ts';
import { providerIdentities as identities } from '../../../schema/provider-identities.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { conflict } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

/** The sign-in providers of the configuration. */
export type Configured = readonly { issuer: string }[];

/** Removes something with which the user may sign in. Errors: CONFLICT if it was the only way. */
export async function keepingAWay(
  tx: Db,
  userId: string,
  providers: Configured,
  remove: () => PromiseLike<unknown>,
): Promise<void> {
  const couldSignIn = await canSignIn(tx, userId, providers);
  await remove();
  if (couldSignIn && !(await canSignIn(tx, userId, providers))) throw conflict(because('LAST_WAY_TO_SIGN_IN'));
}

async function canSignIn(tx: Db, userId: string, providers: Configured): Promise<boolean> {
  // A fenced passkey signs in only together with the password.
  const isPasskey = and(eq(factors.type, 'PASSKEY'), eq(factors.isVerified, true), isNull(factors.fencedAt));
  const ofUser = and(eq(factors.userId, userId), isPasskey);
  const issuers = providers.map(({ issuer }) => issuer);
  const isLink = and(eq(identities.userId, userId), inArray(identities.issuer, issuers));
  const way = or(
    isNotNull(users.passwordHash),
    exists(tx.select({ id: factors.id }).from(factors).where(ofUser)),
    exists(tx.select({ id: identities.id }).from(identities).where(isLink)),
  );
  const [found] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), way));
  return found !== undefined;
}
