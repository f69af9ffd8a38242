/** French for the pages about roles. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const roles: Words['roles'] = {
  title: 'Rôles',
  empty: {
    title: 'Il n’y a pas encore de rôle',
    text: 'Un rôle est ce que ses utilisateurs peuvent faire. Créez-en un par type de travail, comme l’assistance ou la comptabilité, et donnez-le à des utilisateurs.',
  },
  intro:
    'Un rôle est un ensemble de permissions pour des utilisateurs. Une modification vaut immédiatement pour tous ses utilisateurs et leurs jetons.',
  create: 'Nouveau rôle',
  searchLabel: 'Rechercher des rôles',
  columns: { name: 'Nom', permissions: 'Permissions', users: 'Utilisateurs', changed: 'Modifié' },
  users: (count) => (count === 0 ? 'Aucun utilisateur' : n(count, 'utilisateur', 'utilisateurs')),
  permissions: 'Permissions de ses utilisateurs',
  nothing: 'Il n’a aucune permission.',
  whoHasIt: 'Utilisateurs de ce rôle',
  allUsers: (count) => (count === 1 ? 'Le seul utilisateur' : `Les ${n(count, 'utilisateur', 'utilisateurs')}`),
  nobody: 'Aucun utilisateur n’a encore ce rôle.',
  disabled: 'Désactivé',
  createTitle: 'Nouveau rôle',
  createIntro:
    'Choisissez les permissions de ses utilisateurs. Vous ne pouvez donner que des permissions que vous avez.',
  createAct: 'Créer le rôle',
  created: 'Le rôle a été créé.',
  edit: 'Modifier',
  editTitle: (name) => `Modifier ${name}`,
  reaches: (count) =>
    count === 0
      ? 'Aucun utilisateur n’a encore ce rôle.'
      : `Une modification vaut immédiatement pour ${n(count, 'utilisateur', 'utilisateurs')}.`,
  save: 'Enregistrer',
  saved: 'Le rôle a été modifié.',
  delete: 'Supprimer',
  deleteTitle: (name) => <>Supprimer {name} ?</>,
  haveIt: (count) =>
    count === 0
      ? 'Aucun utilisateur n’a ce rôle.'
      : `${n(count, 'utilisateur a', 'utilisateurs ont')} ce rôle : il faut d’abord leur en donner un autre.`,
  deleteText: 'Seul un rôle sans utilisateurs peut être supprimé.',
  deleted: 'Le rôle a été supprimé.',
};
