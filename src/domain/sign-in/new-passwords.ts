/** Judges and hashes new passwords, wherever they are set. */
import type { Db } from '../../db/database.ts';
import { conflict, invalidForAll } from '../base/errors.ts';
import { because, type Reason } from '../base/reasons.ts';
import type { BreachedPasswords } from './breached-passwords.ts';
import * as policies from './password-policy.ts';
import { brokenRules } from './password-rules.ts';
import { hashPassword } from './passwords.ts';
import { estimate } from './strength.ts';

/** What the installation judges and hashes passwords with. */
export interface PasswordSettings {
  pepper: string;
  /** Null: the operator named no list. */
  breached: BreachedPasswords | null;
}

/** Whose password it is. */
export interface Named {
  username: string;
  name: string;
  publicName: string;
  emailAddress: string;
}

/** A new password that this version of the policy allows. */
export interface Judged {
  passwordHash: string;
  policyVersion: number;
}

/**
 * Judges a new password by the policy, and hashes it. Slow: call it `inPasswordQueue`. Errors: INVALID_INPUT on the field, with
 * all rules that the password breaks; LIMITED. `renamed`: what the owner's names become at the same time.
 */
export async function hashNew(
  db: Db,
  { pepper, breached }: PasswordSettings,
  field: string,
  password: string,
  owner: Named,
  renamed: Partial<Named> = {},
): Promise<Judged> {
  const policy = await policies.read(db);
  const found = await Promise.all([
    brokenRules(policy, password),
    easyToGuess(policy, password, [...ownWords(owner), ...ownWords({ ...owner, ...renamed })]),
    breached?.has(password).then((isBreached) => (isBreached ? [because('BREACHED')] : [])) ?? [],
  ]);
  const [first, ...others] = found.flat();
  if (first) throw invalidForAll(field, [first, ...others]);
  return { passwordHash: await hashPassword(pepper, password), policyVersion: policy.version };
}

/**
 * The columns with a judged password, in the transaction that stores it; none without one. Errors: CONFLICT when the policy was
 * changed since, because the password may not keep it any more.
 */
export async function requireSamePolicy(tx: Db, judged: Judged | null): Promise<{ passwordHash?: string }> {
  if (!judged) return {};
  const { version } = await policies.lock(tx, 'share');
  if (version !== judged.policyVersion) throw conflict(because('POLICY_JUST_CHANGED'));
  return { passwordHash: judged.passwordHash };
}

async function easyToGuess(
  { minimumPasswordStrength: least }: policies.PasswordPolicy,
  password: string,
  own: readonly string[],
): Promise<Reason[]> {
  if (least === 0) return [];
  const { score, advice } = await estimate(password.normalize('NFC'), own);
  if (score >= least) return [];
  return [because('EASY_TO_GUESS', { score, least }, advice.join(' ') || 'Use a few uncommon words.')];
}

const fewestCharacters = 3;

/** The user's names with their parts, and the name of the product: each is easy to guess. */
export function ownWords({ username, name, publicName, emailAddress }: Named): string[] {
  const whole = [username, name, publicName, emailAddress];
  const parts = whole.flatMap((one) => [
    ...one.split(/[^\p{L}\p{M}\p{N}]+/u),
    one.replace(/[^\p{L}\p{M}\p{N}]+/gu, ''),
  ]);
  const [mailbox = ''] = emailAddress.split('@');
  return [...new Set([...whole, mailbox, ...parts, 'latchkey'].filter((one) => one.length >= fewestCharacters))];
}
