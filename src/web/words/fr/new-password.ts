/** French for the rules of a new password. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const newPassword: Words['newPassword'] = {
  rules: {
    length: (least) => `Au moins ${n(least, 'caractère', 'caractères')}`,
    letterAndDigit: () => 'Une lettre et un chiffre',
    bothCases: () => 'Une majuscule et une minuscule',
    special: () => 'Un caractère spécial : une espace, un signe de ponctuation ou un symbole',
    strength: (least) => `Difficile à deviner : une force d’au moins ${least} sur 4`,
  },
  now: (score) => `(maintenant ${score})`,
  states: { kept: 'respectée', broken: 'pas respectée', unknown: 'en cours de vérification' },
  summary: (kept, all, missing) =>
    `${n(kept, 'règle respectée', 'règles respectées')} sur ${all}.${missing.length > 0 ? ` Il manque : ${missing.join(' ; ')}.` : ''}`,
  advice:
    'Vos noms, « Latchkey » et les mots de passe courants sont faciles à deviner. Quelques mots peu courants conviennent bien.',
};
