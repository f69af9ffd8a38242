/** The rules for a new password, checked while the user types. The server decides; a test compares the two. */

export interface PasswordPolicy {
  minimum_length: number;
  minimum_password_strength: number;
  requires_alpha_numeric: boolean;
  requires_at_least_one_special_character: boolean;
  requires_upper_and_lower_case_characters: boolean;
}

export type RuleName = 'length' | 'letterAndDigit' | 'bothCases' | 'special' | 'strength';

export interface Rule {
  name: RuleName;
  /** The number in the rule, if it has one. */
  least: number;
  /** Undefined while it is not known. */
  isKept: boolean | undefined;
}

const [letter, digit, upper, lower] = [/\p{L}/u, /\p{Nd}/u, /\p{Lu}/u, /\p{Ll}/u];
const special = /[^\p{L}\p{M}\p{N}]/u;

/** The rules that the policy has. `score` is the strength; undefined while it is being estimated. */
export function rulesOf(policy: PasswordPolicy, password: string, score: number | undefined): Rule[] {
  const text = password.normalize('NFC');
  const [length, strength] = [policy.minimum_length, policy.minimum_password_strength];
  const rules: [isRequired: boolean, rule: Rule][] = [
    [true, { name: 'length', least: length, isKept: [...text].length >= length }],
    [
      policy.requires_alpha_numeric,
      { name: 'letterAndDigit', least: 0, isKept: letter.test(text) && digit.test(text) },
    ],
    [
      policy.requires_upper_and_lower_case_characters,
      { name: 'bothCases', least: 0, isKept: upper.test(text) && lower.test(text) },
    ],
    [policy.requires_at_least_one_special_character, { name: 'special', least: 0, isKept: special.test(text) }],
    [strength > 0, { name: 'strength', least: strength, isKept: score === undefined ? undefined : score >= strength }],
  ];
  return rules.flatMap(([isRequired, rule]) => (isRequired ? [rule] : []));
}
