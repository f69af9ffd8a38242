/** The rules that the characters of a new password must keep. `src/web/features/new-password/rules.ts` shows the same while the user types. */
import { because, type Reason } from '../base/reasons.ts';
import type { PasswordPolicy } from './password-policy.ts';

const longest = 1_000;
/** Password fields of browsers drop these or send others in their place, and the sign-in refuses U+0000. */
const untypable = /[\p{Cc}\p{Cs}]/u;
const [letter, digit, upper, lower] = [/\p{L}/u, /\p{Nd}/u, /\p{Lu}/u, /\p{Ll}/u];
/** Neither a letter, with its accents, nor a digit. A space is one. */
const special = /[^\p{L}\p{M}\p{N}]/u;

/** The rules that the password breaks, each as a reason. Whether it is easy to guess is not among them. */
export function brokenRules(policy: PasswordPolicy, password: string): Reason[] {
  const text = password.normalize('NFC');
  const rules: [isBroken: boolean, reason: Reason][] = [
    [[...text].length < policy.minimumLength, because('TOO_SHORT', { least: policy.minimumLength })],
    [password.length > longest, because('TOO_LONG', { most: longest })],
    [untypable.test(text), because('CONTROL_CHARACTERS')],
    [policy.requiresAlphaNumeric && !(letter.test(text) && digit.test(text)), because('NO_LETTER_AND_DIGIT')],
    [policy.requiresUpperAndLowerCaseCharacters && !(upper.test(text) && lower.test(text)), because('ONE_CASE')],
    [policy.requiresAtLeastOneSpecialCharacter && !special.test(text), because('NO_SPECIAL_CHARACTER')],
  ];
  return rules.flatMap(([isBroken, reason]) => (isBroken ? [reason] : []));
}
