/**
 * Hashes and compares passwords: bcrypt over a keyed hash, so that bcrypt's limit of 72 bytes does not matter and a stolen table
 * is useless without the key. Slow: call it `inPasswordQueue`.
 */
import { createHmac } from 'node:crypto';
import bcrypt from 'bcrypt';

/** 204 ms of a core: slow for an attacker, acceptable for a sign-in. */
const cost = 12;
const longest = 1_000;

/** bcrypt reads 72 bytes; base64 of SHA-384 is 64. */
const keyed = (pepper: string, password: string) =>
  createHmac('sha384', pepper).update(password.normalize('NFC')).digest('base64');

export const hashPassword = (pepper: string, password: string) => bcrypt.hash(keyed(pepper, password), cost);

/** Compared where there is no hash, so that an unknown user takes as long as a known one. */
const unmatchableHash = '$2b$12$06xcgo9phs.ElvB717YfEu.V0LIBE5b8BJaxZHZ49ATiFAbzXJT1K';

/** Whether the password is correct. Without a hash (unknown user, no password) it takes as long and returns false. */
export async function passwordMatches(pepper: string, password: string, hash: string | null): Promise<boolean> {
  const matches = await bcrypt.compare(keyed(pepper, password.slice(0, longest)), hash ?? unmatchableHash);
  return matches && hash !== null;
}
