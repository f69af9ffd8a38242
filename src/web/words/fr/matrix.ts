/** French for the table of who can do what. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const matrix: Words['matrix'] = {
  title: 'Qui peut faire quoi',
  intro:
    'Ce que chaque rôle peut voir et modifier, avec les super administrateurs, qui peuvent tout faire. Dépliez un type de fiche pour ses permissions. Les permissions sur un seul projet ne sont pas comptées.',
  editing:
    'Activez une case pour modifier un rôle ; rien n’est enregistré avant que vous ayez vérifié les modifications.',
  search: 'Rechercher des types de fiches et des permissions',
  noun: 'Type de fiche',
  nothing: 'Aucune permission trouvée.',
  some: (most) =>
    `Seuls les ${most} premiers rôles sont montrés. Choisissez un rôle ou un utilisateur pour en voir d’autres.`,
  role: 'Rôle',
  allRoles: 'Tous les rôles',
  user: 'Utilisateur',
  allUsers: 'Tout le monde',
  superAdmins: 'Super administrateurs',
  people: 'Personnes ayant accès',
  peopleTip:
    'Combien d’utilisateurs activés peuvent le faire, y compris les super administrateurs et ceux qui l’ont obtenu sur demande',
  peopleAt: {
    READ: (count) => `${count} en lecture`,
    WRITE: (count) => `${count} en écriture`,
  },
  byGrant: (count) => `(${n(count, 'utilisateur', 'utilisateurs')} sur demande)`,
  grantedUntil: (instant) => `accordé jusqu’au ${instant}`,
  grantedEver: 'accordé sur demande, sans fin',
  unseenGrants: 'Les permissions accordées sur demande ne sont pas comptées : il vous manque READ_ACCESS_REQUEST.',
  instead: {
    words: 'supprimer effacer retirer désactiver desactiver activer bloquer débloquer',
    hint: 'Les utilisateurs ne sont pas supprimés, mais désactivés, avec « Modifier les utilisateurs » (UPDATE_USER). Un utilisateur désactivé ne peut pas se connecter, et ses jetons sont révoqués.',
  },
  users: (count) => n(count, 'utilisateur', 'utilisateurs'),
  may: 'oui',
  mayNot: 'non',
  before: (level) => `(avant : ${level})`,
  permissionOf: (title, role) => `${title} : ${role}`,
  choice: (noun, role) => `${noun} : ${role}`,
  custom: 'Détaillé…',
  unsaved: 'Modifications non enregistrées',
  changed: (count) => `${n(count, 'rôle modifié', 'rôles modifiés')}`,
  discard: 'Abandonner',
  review: 'Vérifier et enregistrer…',
  reviewTitle: (count) => `Enregistrer les modifications de ${n(count, 'rôle', 'rôles')} ?`,
  save: 'Enregistrer',
  saved: (count, names) =>
    count === 1 ? `Le rôle ${names} a été modifié.` : `${count} rôles ont été modifiés : ${names}.`,
};
