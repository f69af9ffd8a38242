/** French for the pages about roles. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const roles: Words['roles'] = {
  title: 'Rôles',
  intro:
    'Un rôle dit ce que ses utilisateurs peuvent faire. Une modification les atteint tous, et leurs jetons, immédiatement.',
  create: 'Nouveau rôle',
  searchLabel: 'Rechercher des rôles',
  columns: { name: 'Nom', may: 'Droits', users: 'Utilisateurs', changed: 'Modifié' },
  users: (count) => (count === 0 ? 'Personne' : n(count, 'utilisateur', 'utilisateurs')),
  permissions: 'Ce que ses utilisateurs peuvent faire',
  nothing: 'Rien.',
  whoHasIt: 'Qui l’a',
  allUsers: (count) => (count === 1 ? 'Le seul utilisateur' : `Les ${n(count, 'utilisateur', 'utilisateurs')}`),
  nobody: 'Personne pour l’instant.',
  disabled: 'Désactivé',
  createTitle: 'Nouveau rôle',
  createIntro: 'Cochez ce que ses utilisateurs doivent pouvoir faire. Vous ne pouvez donner que ce que vous avez.',
  createAct: 'Créer le rôle',
  created: 'Le rôle a été créé.',
  edit: 'Modifier',
  editTitle: (name) => `Modifier ${name}`,
  reaches: (count) =>
    count === 0
      ? 'Personne n’a encore ce rôle.'
      : `Ce que vous modifiez vaut immédiatement pour ${n(count, 'utilisateur', 'utilisateurs')}.`,
  save: 'Enregistrer',
  saved: 'Le rôle a été modifié.',
  remove: 'Supprimer',
  removeTitle: (name) => <>Supprimer {name} ?</>,
  removeText: 'Seul un rôle que personne n’a peut être supprimé.',
  removed: 'Le rôle a été supprimé.',
};
