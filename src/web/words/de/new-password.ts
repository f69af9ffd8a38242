/** German for the rules of a new password. */
import type { Words } from '../en/words.ts';

export const newPassword: Words['newPassword'] = {
  rules: {
    length: (least) => `Mindestens ${least} Zeichen`,
    letterAndDigit: () => 'Ein Buchstabe und eine Ziffer',
    bothCases: () => 'Ein Großbuchstabe und ein Kleinbuchstabe',
    special: () => 'Ein Sonderzeichen: ein Leerzeichen, ein Satzzeichen oder ein Symbol',
    strength: (least) => `Schwer zu erraten: eine Stärke von mindestens ${least} von 4`,
  },
  now: (score) => `(jetzt ${score})`,
  states: { kept: 'erfüllt', broken: 'nicht erfüllt', unknown: 'wird geprüft' },
  summary: (kept, all, missing) =>
    `${kept} von ${all} Regeln erfüllt.${missing.length > 0 ? ` Nicht erfüllt: ${missing.join('; ')}.` : ''}`,
  advice:
    'Ihre Namen, „Latchkey“ und häufige Passwörter sind leicht zu erraten. Einige ungewöhnliche Wörter eignen sich gut.',
};
