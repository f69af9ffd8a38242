/** Codes by email: six digits to the address at which the factor was enrolled, valid for ten minutes and once. */
import { randomInt } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import { authenticationFactors as table } from '../../../../schema/factors.ts';
import { outbox as messages } from '../../../../schema/outbox.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import { limited } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { keyedHash } from '../../base/sealing.ts';
import { emailed } from '../../mail/emailed.ts';
import * as emails from '../../mail/factor-emails.ts';
import type { Messages } from '../../outbox/outbox.ts';
import * as outbox from '../../outbox/outbox.ts';
import * as attempts from '../rate-limit.ts';
import type { Factor } from './factor-rows.ts';

declare module '../../outbox/outbox.ts' {
  interface Messages {
    /** The code is created at delivery. */
    FACTOR_CODE: { factorId: string };
  }
}

const validMinutes = 10;
const mostEmails = 5;

/** Counts an email before it is sent. Errors: LIMITED after five in 15 minutes. */
export async function countEmail(db: Db, userId: string): Promise<void> {
  const key = `factor email:${userId}`;
  if ((await attempts.count(db, { [key]: mostEmails })).has(key)) throw limited(because('MOST_CODES_SENT'));
}

/** Sends a code; an earlier one stops working. */
export async function request(tx: Db, factorId: string): Promise<void> {
  const codeExpiresAt = sql`clock_timestamp() + make_interval(mins => ${validMinutes}::int)`;
  await tx.update(table).set({ id: factorId, codeHash: null, codeExpiresAt }).where(eq(table.id, factorId));
  // An email that was asked for earlier and not sent yet would replace the code of this one.
  const key = `FACTOR_CODE ${factorId}`;
  await tx.delete(messages).where(eq(messages.key, key));
  await outbox.add(tx, 'FACTOR_CODE', { factorId }, { key });
}

/** Uses up a code. */
export async function use(tx: Db, pepper: string, factor: Factor, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return false;
  const isCode = and(eq(table.id, factor.id), eq(table.codeHash, hashOf(pepper, factor.id, code)), isInTime);
  const used = await tx.update(table).set({ id: factor.id, codeHash: null }).where(isCode).returning();
  return used.length > 0;
}

/** `ada@example.com` as `a…@example.com`: enough to recognise it. */
export const shortened = (address: string): string => address.replace(/^(.).*@/u, '$1…@');

const isInTime = gt(table.codeExpiresAt, sql`clock_timestamp()`);

const hashOf = (pepper: string, factorId: string, code: string) => keyedHash(pepper, `email ${factorId}`, code);

export const factorCode = emailed<Messages['FACTOR_CODE']>({
  compose: async ({ db, mail }, { factorId }) => {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const [factor] = await db
      .update(table)
      .set({ id: factorId, codeHash: hashOf(mail.pepper, factorId, code) })
      .where(and(eq(table.id, factorId), isInTime))
      .returning();
    if (!factor?.address) return null;
    const [user] = await db.select().from(users).where(eq(users.id, factor.userId));
    return user ? emails.factorCode({ ...user, emailAddress: factor.address }, code, validMinutes) : null;
  },
});
