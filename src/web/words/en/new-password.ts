/** English for the rules of a new password. */
export const newPassword = {
  rules: {
    length: (least: number) => `At least ${least} characters`,
    letterAndDigit: (_least: number) => 'A letter and a digit',
    bothCases: (_least: number) => 'An upper case and a lower case letter',
    special: (_least: number) => 'A special character: a space, a punctuation mark or a symbol',
    strength: (least: number) => `Hard to guess: a strength of at least ${least} of 4`,
  },
  /** Added to the rule about strength. */
  now: (score: number) => `(now ${score})`,
  states: { kept: 'met', broken: 'not met', unknown: 'being checked' },
  summary: (kept: number, all: number, missing: string[]) =>
    `${kept} of ${all} rules are met.${missing.length > 0 ? ` Not met: ${missing.join('; ')}.` : ''}`,
  advice: 'Your names, “Latchkey” and common passwords are easy to guess. A few uncommon words work well.',
};
