/**
 * Checks codes of second factors. Attempts are counted per user before a code is compared, for all processes and all ways to
 * send one together, and no code works twice.
 */
import type { Db } from '../../../db/database.ts';
import { limited } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import * as attempts from '../rate-limit.ts';
import * as emailCodes from './email-codes.ts';
import { type Factor, findAll } from './factor-rows.ts';
import * as recoveryCodes from './recovery-codes.ts';
import * as totp from './totp.ts';

/** The attempts that a user has, by the minutes in which they have them. */
const windows = [
  { name: 'minute', minutes: 1, most: 5 },
  { name: 'hour', minutes: 60, most: 15 },
  { name: 'day', minutes: 24 * 60, most: 30 },
] as const;

const keyOf = (userId: string, name: string) => `factor ${name}:${userId}`;

/** Counts an attempt before the code is compared. Errors: LIMITED, with the time to wait. */
export async function countAttempt(db: Db, userId: string): Promise<void> {
  const most = Object.fromEntries(windows.map(({ name, minutes, most }) => [keyOf(userId, name), { minutes, most }]));
  const over = await attempts.count(db, most);
  if (over.size > 0) throw limited(because('MOST_CODES'), Math.max(...over.values()));
}

/** Called after a correct code: the attempt does not count, but earlier wrong ones still do. Never throws. */
export async function attemptSucceeded(db: Db, userId: string): Promise<void> {
  const uncounted = async () => {
    for (const { name } of windows) await attempts.uncount(db, keyOf(userId, name));
  };
  await uncounted().catch(() => undefined);
}

export async function forgetAttempts(db: Db, userId: string): Promise<void> {
  for (const { name } of windows) await attempts.forget(db, keyOf(userId, name));
}

const ways = { TOTP: totp.use, EMAIL: emailCodes.use, RECOVERY_CODES: recoveryCodes.use };

export type CodeType = keyof typeof ways;

export const codeTypes = Object.keys(ways) as CodeType[];

export const isCodeType = (type: string): type is CodeType => Object.hasOwn(ways, type);

/**
 * Uses up a code in the caller's transaction. `type`: null for whichever factor it is of. Returns the type; null: it is wrong,
 * was used or has expired.
 */
export async function use(
  tx: Db,
  pepper: string,
  userId: string,
  type: CodeType | null,
  typed: string,
): Promise<CodeType | null> {
  const code = plain(typed);
  const factors = (await findAll(tx, userId)).filter(({ isVerified }) => isVerified);
  for (const one of type === null ? codeTypes : [type]) {
    const factor = factors.find((factor) => factor.type === one);
    if (factor && (await ways[one](tx, pepper, factor, code))) return one;
  }
  return null;
}

/** As people write codes: in groups, and in any case. */
export const plain = (typed: string): string => typed.replace(/[\s-]/g, '').toLowerCase();

/** The types of code that a user with these factors can send. */
export const typesIn = (factors: readonly Factor[]): CodeType[] =>
  codeTypes.filter((type) => factors.some((factor) => factor.type === type && factor.isVerified));
