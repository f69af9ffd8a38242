/**
 * Hashes and judges passwords: bcrypt over a keyed hash, so that bcrypt's limit of 72 bytes does not matter and a stolen table
 * is useless without the key; and a strength estimate instead of composition rules. Slow: call it `inPasswordQueue`.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

/** 204 ms of a core: slow for an attacker, acceptable for a sign-in. */
const cost = 12;
const shortest = 12;
/** The estimate takes seconds for long input, so only this many characters are judged. */
const judged = 48;
const longest = 1_000;
/** Password fields of browsers drop these or send others in their place, and the sign-in refuses U+0000. */
const untypable = /[\p{Cc}\p{Cs}]/u;
/** zxcvbn's scale 0 to 4: 3 withstands an attacker who has the hashes for a while. */
const leastScore = 3;

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

/** Requires a strong password. `own` are the user's names, which are easy to guess. Errors: INVALID_INPUT on the field. */
export async function requireStrongPassword(field: string, password: string, own: readonly string[]): Promise<void> {
  if ([...password].length < shortest) throw invalid(field, because('TOO_SHORT', { least: shortest }));
  if (password.length > longest) throw invalid(field, because('TOO_LONG', { most: longest }));
  if (untypable.test(password)) throw invalid(field, because('CONTROL_CHARACTERS'));
  const { score, warning, suggestions } = await judge(password.slice(0, judged), [...own, 'latchkey']);
  if (score >= leastScore) return;
  const advice = [warning, ...suggestions].filter(Boolean).join(' ') || 'Use a few uncommon words.';
  throw invalid(field, because('EASY_TO_GUESS', { score, least: leastScore }, advice));
}

interface Verdict {
  score: number;
  warning: string | null;
  suggestions: string[];
}

/** Estimates in a worker thread, because a difficult password takes seconds. */
async function judge(password: string, own: string[]): Promise<Verdict> {
  const judging = new Worker(new URL('./password-strength.js', import.meta.url), { workerData: { password, own } });
  const [verdict] = await once(judging, 'message');
  return verdict;
}
