/** French for choosing permissions. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const permissions: Words['permissions'] = {
  search: 'Rechercher des permissions et des méthodes',
  onlyTicked: 'Seulement les permissions choisies',
  nothing: 'Aucune permission ne correspond.',
  noPermission: 'Sans permission',
  documentation: (name) => `Documentation de ${name}`,
  onlyOwn: 'Seules les permissions que vous avez sont proposées.',
  limitable: (kinds) => `Un jeton peut la limiter à certaines ressources : ${kinds}.`,
  startFrom: 'Partir de',
  none: (nouns) => `Aucune : ${nouns}.`,
  noneOthers: (count) => `${n(count, 'autre type', 'autres types')} : aucune`,
  levels: { NONE: 'Aucun', READ: 'Lecture', WRITE: 'Écriture', CUSTOM: 'Détaillé' },
  single: 'Permissions une à une',
  singleWithMethods: 'Permissions et méthodes une à une',
  meaning: {
    sentence: (reads, changes, tokens) => {
      const kinds = (count: number) => n(count, 'type de fiche', 'types de fiches');
      if (reads + changes === 0) return 'Rien n’est encore choisi.';
      const end = tokens ? ` ; ${tokens}.` : '.';
      if (reads === 0) return `Peut modifier ${kinds(changes)} sans rien voir${end}`;
      return `Peut voir ${kinds(reads)} et ${changes === 0 ? 'n’en modifier aucun' : `en modifier ${changes}`}${end}`;
    },
    noTokens: 'ne peut pas émettre de jetons',
    tokens: 'peut émettre des jetons pour d’autres',
    noTokensForOthers: 'ne peut pas émettre de jetons pour d’autres',
  },
  warnings: 'À savoir avant d’enregistrer',
  count: (count) => n(count, 'permission', 'permissions'),
};
