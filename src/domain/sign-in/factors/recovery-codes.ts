/** Recovery codes: ten codes that each replace the second factor once. They are shown once and stored as keyed hashes. */
import { randomInt } from 'node:crypto';
import { and, count, eq } from 'drizzle-orm';
import { recoveryCodes as codes, authenticationFactors as table } from '../../../../schema/factors.ts';
import type { Db } from '../../../db/database.ts';
import { keyedHash } from '../../base/sealing.ts';
import type { Factor } from './factor-rows.ts';

const amount = 10;
/** Base 32 without letters that look like others: 60 bits in 12 characters. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const shape = /^[0-9a-hjkmnp-tv-z]{12}$/;

/** Replaces the codes of a factor by new ones, and returns those, as people write them. */
export async function replace(tx: Db, pepper: string, factorId: string): Promise<string[]> {
  const made = Array.from({ length: amount }, newCode);
  await tx.delete(codes).where(eq(codes.factorId, factorId));
  await tx.insert(codes).values(made.map((code) => ({ factorId, codeHash: hashOf(pepper, factorId, code) })));
  await showLeft(tx, factorId, amount);
  return made.map((code) => code.match(/.{4}/g)?.join('-') ?? '');
}

/** Uses up a code. */
export async function use(tx: Db, pepper: string, factor: Factor, typed: string): Promise<boolean> {
  const code = typed.replace(/o/g, '0').replace(/[il]/g, '1');
  if (!shape.test(code)) return false;
  const isCode = and(eq(codes.factorId, factor.id), eq(codes.codeHash, hashOf(pepper, factor.id, code)));
  const used = await tx.delete(codes).where(isCode).returning({ id: codes.id });
  if (used.length === 0) return false;
  const [left] = await tx.select({ number: count() }).from(codes).where(eq(codes.factorId, factor.id));
  await showLeft(tx, factor.id, left?.number ?? 0);
  return true;
}

const newCode = () => Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');

const hashOf = (pepper: string, factorId: string, code: string) => keyedHash(pepper, `recovery ${factorId}`, code);

const showLeft = (tx: Db, id: string, left: number) =>
  tx
    .update(table)
    .set({ id, data: String(left) })
    .where(eq(table.id, id));
