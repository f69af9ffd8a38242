/** French for the pages about custom permissions. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const customPermissions: Words['customPermissions'] = {
  title: 'Permissions personnalisées',
  empty: {
    title: 'Il n’y a pas encore de permission personnalisée',
    text: 'Déclarez une permission pour ce que vos services vérifient, comme CREATE_INVOICE. Les rôles et les jetons peuvent alors l’avoir.',
  },
  intro:
    'Les permissions de vos autres services. Les rôles, les ensembles, les jetons et les demandes les donnent comme celles de Latchkey, et vos services demandent à Latchkey qui les a.',
  create: 'Nouvelle permission',
  searchLabel: 'Rechercher des permissions personnalisées',
  columns: { name: 'Nom', group: 'Groupe', uses: 'Rôles et ensembles', changed: 'Modifiée' },
  counts: ({ roles, sets }) =>
    [roles && n(roles, 'rôle', 'rôles'), sets && n(sets, 'ensemble', 'ensembles')].filter(Boolean).join(', ') || '–',
  retired: 'Retirée',
  nameHint:
    'De 3 à 64 lettres majuscules, chiffres et tirets bas, comme CREATE_INVOICE. Il ne peut pas changer ensuite, car vos services le vérifient.',
  groupHint: 'Le titre sous lequel elle figure, comme Facturation.',
  description: 'Ce qu’elle permet',
  warning: 'Avertissement',
  warningHint: 'Le risque de l’accorder, montré partout où on peut la choisir.',
  kinds: 'Types de ressource',
  kindsHint:
    'Un par ligne, comme customer : des jetons peuvent alors limiter la permission à certains clients. Ils ne peuvent pas changer ensuite.',
  createTitle: 'Nouvelle permission personnalisée',
  createIntro:
    'Les super-administrateurs l’ont aussitôt. Les autres la reçoivent par un rôle, un jeton ou une demande.',
  createAct: 'Créer la permission',
  created: 'La permission a été créée.',
  inForce: 'Son nom ne peut pas changer, car vos services le vérifient.',
  retiredSince: (day) => `Retirée le ${day} : qui l’a la garde, et personne d’autre ne la reçoit.`,
  whereUsed: 'Qui l’a',
  uses: {
    roles: 'Rôles',
    sets: 'Ensembles de permissions',
    tokens: 'Jetons actifs qui la nomment',
    grants: 'Demandes accordées',
  },
  notUsed: 'Rien de ce que vous pouvez voir ne l’a, à part les super-administrateurs.',
  requiredBy: 'Les API qui l’exigent',
  requiredText:
    'Leurs documents OpenAPI la nomment. Sans elle, les requêtes à ces opérations sont refusées, sauf si le document nomme une autre permission qui suffit.',
  notRequired: 'Aucun document OpenAPI d’une API ne l’exige.',
  operations: (count) => n(count, 'opération', 'opérations'),
  holders: {
    roles: (count) => `${n(count, 'rôle l’a', 'rôles l’ont')}.`,
    sets: (count) => `${n(count, 'ensemble de permissions l’a', 'ensembles de permissions l’ont')}.`,
    tokens: (count) => `${n(count, 'jeton actif la nomme', 'jetons actifs la nomment')}.`,
    grants: (count) => `${n(count, 'demande accordée la donne', 'demandes accordées la donnent')}.`,
  },
  save: 'Enregistrer',
  saved: 'La permission a été modifiée.',
  retire: 'Retirer',
  retireTitle: (name) => <>Retirer {name} ?</>,
  retireText:
    'Qui l’a la garde. Personne d’autre ne la reçoit, jusqu’à ce que vous permettiez de nouveau de l’accorder.',
  retireRequired: (apis) =>
    `Ces API l’exigent : ${apis}. Leurs requêtes qui en ont besoin restent refusées à tous ceux qui ne l’ont pas.`,
  wasRetired: 'La permission a été retirée.',
  allowGrants: 'Permettre de l’accorder',
  allowGrantsTitle: (name) => <>Permettre de nouveau d’accorder {name} ?</>,
  allowGrantsText: 'Les rôles, les ensembles, les jetons et les demandes peuvent de nouveau la donner.',
  grantableAgain: 'La permission peut de nouveau être accordée.',
  delete: 'Supprimer',
  deleteTitle: (name) => <>Supprimer {name} ?</>,
  deleteText:
    'Seule une permission que personne n’a, à part les super-administrateurs, peut être supprimée. Sinon, retirez-la.',
  deleteRequired: (apis) =>
    `Elle ne peut pas être supprimée tant que des documents OpenAPI l’exigent : ${apis}. Toutes les requêtes qui en ont besoin seraient refusées. Modifiez d’abord ces documents.`,
  deleted: 'La permission a été supprimée.',
};
