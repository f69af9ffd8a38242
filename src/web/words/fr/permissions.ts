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
  count: (count) => n(count, 'permission', 'permissions'),
};
