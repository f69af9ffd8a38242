/** French for the simple limits of tokens, and for what leads to use beyond them. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const tokenLimits: Words['tokenLimits'] = {
  allowedSubnets: {
    label: 'Seulement depuis ces sous-réseaux',
    hint: 'Un par ligne, comme 192.0.2.0/24 ou 2001:db8::/32. Vide : de partout.',
    summary: 'Il ne fonctionne que depuis les sous-réseaux indiqués.',
    factName: 'Fonctionne depuis',
    brief: (count) => `depuis ${n(count, 'sous-réseau', 'sous-réseaux')}`,
    sentence: (count) => `Il ne fonctionne que depuis ${n(count, 'sous-réseau', 'sous-réseaux')}.`,
  },
  allowedResources: {
    label: 'Seulement sur ces ressources',
    hint: 'Une par ligne, comme customer:42. Limite les permissions personnalisées qui déclarent des types de ressource. Vide : toutes les ressources.',
    summary: 'Ses permissions avec des types de ressource ne valent que sur les ressources indiquées.',
    factName: 'Seulement sur les ressources',
    brief: (count) => `sur ${n(count, 'ressource', 'ressources')}`,
    sentence: (count) =>
      `Ses permissions avec des types de ressource ne valent que sur ${n(count, 'ressource', 'ressources')}.`,
  },
  verdicts: { PLACES: 'Peut appeler l’API depuis d’autres sous-réseaux' },
  leadsTo: {
    PLACES: 'Elles permettent d’appeler l’API depuis d’autres sous-réseaux.',
  },
  briefly: { PLACES: 'appeler l’API depuis d’autres sous-réseaux' },
};
