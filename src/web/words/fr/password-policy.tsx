/** French for the page about the password policy. */
import type { Words } from '../en/words.ts';

export const passwordPolicy: Words['passwordPolicy'] = {
  title: 'Règles des mots de passe',
  intro:
    'Les règles des nouveaux mots de passe. Une modification ne met pas fin à ceux qui existent : chacun garde le sien jusqu’à ce qu’il en choisisse un autre.',
  notNumber: 'Il faut un nombre entier.',
  length: { label: 'Longueur minimale, en caractères', text: 'De 8 à 72.' },
  strength: {
    label: 'Force minimale',
    levels: [
      '0 : n’importe laquelle',
      '1 : trop facile à deviner',
      '2 : facile à deviner',
      '3 : difficile à deviner',
      '4 : très difficile à deviner',
    ],
    text: [
      'La force n’est pas vérifiée.',
      'Résiste à mille essais.',
      'Résiste à un million d’essais : à ceux, lents, de la page de connexion, qui verrouille de toute façon les comptes.',
      'Résiste à 100 millions d’essais : un certain temps à qui possède les empreintes.',
      'Résiste à 10 milliards d’essais. Beaucoup de personnes doivent chercher longtemps un tel mot de passe.',
    ],
  },
  switches: {
    requires_alpha_numeric: { label: 'Une lettre et un chiffre', text: 'De n’importe quelle écriture.' },
    requires_upper_and_lower_case_characters: {
      label: 'Une majuscule et une minuscule',
      text: 'Les écritures sans majuscules, comme le chinois, ne peuvent pas respecter cette règle.',
    },
    requires_at_least_one_special_character: {
      label: 'Un caractère spécial',
      text: 'Une espace, un signe de ponctuation ou un symbole.',
    },
  },
  preview: {
    title: 'Ce que cela veut dire',
    text: 'Voici comment les règles ci-dessus, enregistrées ou non, jugent des mots de passe.',
    columns: { password: 'Mot de passe', verdict: 'Verdict' },
    accepted: 'Accepté',
    refused: (rules) => `Refusé. Il manque : ${rules}`,
    pending: 'Vérification en cours…',
    try: 'Essayez-en un',
    tryHint: 'Il reste dans cette page. N’entrez pas un mot de passe que vous utilisez.',
  },
  save: 'Enregistrer les règles',
  saved: 'Les règles ont été modifiées. Les mots de passe qui existent restent valables.',
};
