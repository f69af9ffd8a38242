/** French for the pages about projects. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const projects: Words['projects'] = {
  title: 'Projets',
  empty: {
    title: 'Il n’y a pas encore de projet',
    text: 'Un projet est ce dont des serveurs de build soumettent des analyses. Des permissions peuvent être accordées sur un seul projet.',
  },
  intro:
    'Les projets analysés. Les permissions sur un projet s’accordent ici ; celles sur tous les projets viennent d’un rôle.',
  create: 'Nouveau projet',
  createIntro: 'Vous y recevez toutes les permissions.',
  createAct: 'Créer le projet',
  created: 'Le projet a été créé.',
  rename: 'Renommer',
  renameTitle: (name) => <>Renommer {name}</>,
  renamed: 'Le projet a été renommé.',
  searchLabel: 'Rechercher des projets',
  columns: { name: 'Nom', key: 'Clé', created: 'Créé' },
  keyHint: 'Le nom que les programmes utilisent : lettres, chiffres et - _ . : Elle ne peut pas être modifiée.',
  about: 'Profil',
  grants: 'Permissions sur ce projet',
  hidden: 'Seuls les utilisateurs qui administrent le projet voient qui y a des permissions.',
  noGrants: 'Personne n’a de permission sur ce seul projet.',
  grantee: (name, isRole) => (isRole ? `Tous les utilisateurs du rôle ${name}` : name),
  grant: 'Accorder…',
  grantTitle: (name) => <>Accorder sur {name}</>,
  grantAct: 'Accorder',
  granted: 'La permission a été accordée.',
  to: 'À',
  kinds: { user: 'Un utilisateur', role: 'Tous les utilisateurs d’un rôle' },
  holderNeeded: 'Faites un choix.',
  what: 'Permission',
  permissions: {
    EXECUTE_ANALYSIS: 'Soumettre ses analyses.',
    ADMINISTER_PROJECT: 'Lire ses analyses et y accorder des permissions.',
  },
  revoke: 'Retirer',
  revokeOf: (permission, name) => `Retirer ${permission} à ${name}`,
  revoked: 'La permission a été retirée.',
  number: 'Numéro',
  numberHint:
    'Vous ne pouvez pas chercher de noms. Chaque utilisateur peut demander le sien à l’API : { me { id role_id } }',
  held: {
    title: 'Permissions sur un seul projet',
    yours: 'Seules les permissions sur les projets que vous administrez sont montrées.',
    nothing: 'Aucune permission sur un seul projet.',
    more: (count) => `Et ${n(count, 'autre', 'autres')}.`,
  },
};
