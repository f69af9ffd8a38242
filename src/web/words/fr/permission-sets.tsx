/** French for the pages about permission sets. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const permissionSets: Words['permissionSets'] = {
  title: 'Ensembles de permissions',
  intro:
    'Des ensembles nommés de permissions qui limitent les jetons. Une modification d’un ensemble vaut immédiatement pour tous ses jetons.',
  create: 'Nouvel ensemble',
  searchLabel: 'Rechercher des ensembles',
  columns: { name: 'Nom', permissions: 'Permissions', changed: 'Modifié' },
  builtIn: 'Fourni',
  builtInIntro: 'Cet ensemble est fourni avec Latchkey et ne peut pas être modifié.',
  description: 'À quoi il sert',
  permissions: 'Les permissions que ses jetons ont au plus',
  createTitle: 'Nouvel ensemble de permissions',
  createIntro: 'L’utilisateur qui le donne à un jeton doit avoir lui-même les permissions.',
  createAct: 'Créer l’ensemble',
  created: 'L’ensemble a été créé.',
  reaches: (count) =>
    count === 0
      ? 'Aucun jeton ne l’utilise encore.'
      : `Une modification vaut immédiatement pour ${n(count, 'jeton', 'jetons')}.`,
  reachesAll: 'Une modification vaut immédiatement pour tous ses jetons.',
  save: 'Enregistrer',
  saved: 'L’ensemble a été modifié.',
  delete: 'Supprimer',
  deleteTitle: (name) => <>Supprimer {name} ?</>,
  limited: (count) =>
    count === 0
      ? 'Aucun jeton n’y est limité.'
      : `${n(count, 'jeton actif y est limité', 'jetons actifs y sont limités')}.`,
  deleteText: 'Seul un ensemble auquel aucun jeton n’est limité peut être supprimé.',
  deleted: 'L’ensemble a été supprimé.',
};
