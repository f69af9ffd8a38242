/** Confirms a session by signing in at a provider again, in place of the password. */
import { and, eq, sql } from 'drizzle-orm';
import { providerIdentities } from '../../../../schema/provider-identities.ts';
import { sessions } from '../../../../schema/sessions.ts';
import { timeOf } from '../../../db/clock.ts';
import type { Db } from '../../../db/database.ts';
import type { Claims, Provider } from '../../../oidc/provider.ts';
import { isEnrolled } from '../../access/second-factor.ts';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import { recordAlone } from '../../audit/record-alone.ts';
import { DomainError } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { transact } from '../../base/transact.ts';
import { signInEntry } from '../start-session.ts';
import type { Confirmed } from './identities.ts';
import { refusal } from './refusals.ts';

/** By how much the clocks of the provider and of the database may differ. */
const toleranceMs = 30_000;

/**
 * `begun`: when the viewer was sent to the provider, after which the viewer must have signed in there. Returns whether a code of the
 * second factor is still needed, which `confirmPassword` takes. Errors: UNAUTHENTICATED, FORBIDDEN with a token.
 */
export async function confirm(
  db: Db,
  viewer: Viewer,
  { provider, claims }: Confirmed,
  begun: Date,
): Promise<{ needsCode: boolean }> {
  requireSession(viewer);
  const work = (tx: Db) => markConfirmed(tx, viewer, provider, claims, begun);
  return transact(db, viewer, work, `user ${viewer.userId}`).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.reason) {
      const about = { ip: viewer.credential.ip ?? null, session: viewer.credential.id, provider: provider.id };
      const message = `A confirmation was refused. ${error.message}`;
      await recordAlone(db, 'system', signInEntry(viewer.userId, message, about));
    }
    throw error;
  });
}

async function markConfirmed(
  tx: Db,
  { userId, credential }: Viewer,
  { name: provider, trustSecondFactor }: Provider,
  { issuer, subject, authenticatedAt }: Claims,
  begun: Date,
): Promise<{ needsCode: boolean }> {
  const own = and(
    eq(providerIdentities.userId, userId),
    eq(providerIdentities.issuer, issuer),
    eq(providerIdentities.subject, subject),
  );
  const [identity] = await tx.select({ id: providerIdentities.id }).from(providerIdentities).where(own);
  if (!identity) throw refusal(because('OTHER_ACCOUNT', { provider }));
  const time = authenticatedAt?.getTime() ?? 0;
  if (time < begun.getTime() - toleranceMs || time > (await timeOf(tx)).getTime() + toleranceMs)
    throw refusal(because('NOT_SIGNED_IN_AGAIN', { provider }));
  const needsCode = !trustSecondFactor && (await isEnrolled(tx, userId));
  const now = sql`clock_timestamp()`;
  const whole = {
    passwordConfirmedAt: now,
    passkeyConfirmedAt: now,
    ...(trustSecondFactor ? { factorConfirmedAt: now } : {}),
  };
  await tx
    .update(sessions)
    .set(needsCode ? { providerConfirmedAt: now } : whole)
    .where(eq(sessions.id, credential.id));
  return { needsCode };
}
