/** French for picking permissions. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const permissions: Words['permissions'] = {
  search: 'Rechercher des permissions et des méthodes',
  onlyTicked: 'Seulement les cochées',
  nothing: 'Aucune permission ne correspond.',
  open: 'Sans permission',
  documentation: (name) => `Documentation de ${name}`,
  onlyOwn: 'Seul ce que vous avez vous-même est proposé.',
  count: (count) => n(count, 'permission', 'permissions'),
};
