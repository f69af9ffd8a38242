/** French for the pages about projects. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const projects: Words['projects'] = {
  title: 'Projets',
  intro:
    'Ce qui est analysé. Les permissions sur un projet s’accordent ici ; celles sur tous les projets viennent d’un rôle.',
  create: 'Nouveau projet',
  createIntro: 'Vous pourrez tout y faire.',
  createAct: 'Créer le projet',
  created: 'Le projet a été créé.',
  rename: 'Renommer',
  renameTitle: (name) => <>Renommer {name}</>,
  renamed: 'Le projet porte son nouveau nom.',
  searchLabel: 'Rechercher des projets',
  columns: { name: 'Nom', key: 'Clé', created: 'Créé' },
  keyHint: 'Ce par quoi les programmes le désignent : lettres, chiffres et -_.: Elle ne peut pas être modifiée.',
  about: 'Profil',
  grants: 'Qui peut y faire quoi',
  hidden: 'Qui peut y faire quoi est montré à ceux qui l’administrent.',
  noGrants: 'Personne par une permission sur ce seul projet.',
  grantee: (name, isRole) => (isRole ? `Tous ceux qui ont le rôle ${name}` : name),
  grant: 'Accorder…',
  grantTitle: (name) => <>Accorder sur {name}</>,
  grantAct: 'Accorder',
  granted: 'C’est accordé.',
  to: 'À',
  kinds: { user: 'Un utilisateur', role: 'Tous ceux qui ont un rôle' },
  holderNeeded: 'Faites un choix.',
  what: 'Quoi',
  permissions: {
    EXECUTE_ANALYSIS: 'Soumettre ses analyses.',
    ADMINISTER_PROJECT: 'Lire ses analyses et dire qui peut y faire quoi.',
  },
  revoke: 'Retirer',
  revokeOf: (permission, name) => `Retirer ${permission} à ${name}`,
  revoked: 'C’est retiré.',
  number: 'Numéro',
  numberHint: 'Vous ne pouvez pas chercher de noms. Chacun peut demander le sien à l’API : { me { id role_id } }',
  held: {
    title: 'Sur un seul projet',
    yours: 'Parmi les projets que vous administrez.',
    nothing: 'Rien par une permission sur un seul projet.',
    more: (count) => `Et ${n(count, 'autre', 'autres')}.`,
  },
};
