/** Codes of authenticator apps (RFC 6238): six digits that change every 30 seconds. The secret is stored encrypted. */
import { randomBytes } from 'node:crypto';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { authenticationFactors as table } from '../../../../schema/factors.ts';
import { timeOf } from '../../../db/clock.ts';
import type { Db } from '../../../db/database.ts';
import { seal, unseal } from '../../base/sealing.ts';
import type { Factor } from './factor-rows.ts';

const issuer = 'Latchkey';
const periodSeconds = 30;
/** As many steps before and after the current one are accepted, because clocks of phones differ. */
const skew = 1;

/** RFC 4226 recommends 160 bits. */
export const newSecret = (): Buffer => randomBytes(20);

export const sealed = (pepper: string, userId: string, secret: Buffer) => seal(pepper, aboutUser(userId), secret);

/** What the QR code contains, and what an app needs in order to make codes. */
export const uriOf = (secret: Buffer, username: string): string => totpOf(secret, username).toString();

/** The time step to which the code belongs; null if it is wrong. The database's clock decides. */
export async function stepOf(db: Db, pepper: string, userId: string, sealedSecret: Buffer, code: string) {
  if (!/^\d{6}$/.test(code)) return null;
  const secret = unseal(pepper, aboutUser(userId), sealedSecret);
  const timestamp = (await timeOf(db)).getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: skew });
  return delta === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + delta;
}

/** Uses up a code: neither it nor one of an earlier step works again, also for those that wait for this transaction. */
export async function use(tx: Db, pepper: string, factor: Factor, code: string): Promise<boolean> {
  const step = factor.secret && (await stepOf(tx, pepper, factor.userId, factor.secret, code));
  if (step === null) return false;
  const used = await tx
    .update(table)
    .set({ id: factor.id, lastStep: step })
    .where(and(eq(table.id, factor.id), or(isNull(table.lastStep), lt(table.lastStep, step))))
    .returning({ id: table.id });
  return used.length > 0;
}

const totpOf = (secret: Buffer, label = '') =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });

const aboutUser = (userId: string) => `authenticator app of user ${userId}`;
