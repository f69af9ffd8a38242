/** French for picking permissions. */

import type { Method } from '../../api/documents.ts';
import { plural } from '../plural.ts';
import type { Words } from '../words.tsx';
import { methods } from './server/methods.ts';
import { catalog } from './server/permissions.ts';

const n = plural('fr');

export const permissions: Words['permissions'] = {
  search: 'Rechercher des permissions et des méthodes',
  onlyTicked: 'Seulement les cochées',
  nothing: 'Aucune permission ne correspond.',
  open: 'Sans permission',
  groups: {
    Users: 'Utilisateurs',
    Roles: 'Rôles',
    'Personal access tokens': 'Jetons d’accès',
    Projects: 'Projets',
    Logs: 'Journaux',
    Notes: 'Notes',
  },
  said: ({ name }) => ({ warning: null, ...catalog[name] }),
  method: ({ name }) => methods[name as Method],
  documentation: (name) => `Documentation de ${name}`,
  onlyOwn: 'Seul ce que vous avez vous-même est proposé.',
  count: (count) => n(count, 'permission', 'permissions'),
};
