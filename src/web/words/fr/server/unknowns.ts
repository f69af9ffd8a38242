/** French for what is known only when a document runs. */
import type { UnknownText } from '../../../api/server-texts.ts';

export const unknowns: Record<UnknownText['kind'], (about: string | null) => string> = {
  PERSON: () => 'Aucun jeton ne peut l’appeler : une personne doit se connecter.',
  ITSELF: () => 'Aucun jeton ne peut l’appeler, sauf pour lui-même si la politique des jetons le permet.',
  ROLE_GIVEN: () => 'Personne ne met d’utilisateurs dans un rôle qui peut plus que soi.',
  USER_CHANGED: () =>
    'Personne ne modifie un utilisateur qui peut plus que soi, et aucun jeton ne définit de mot de passe.',
  ROLE_MADE: () => 'Personne n’accorde de permissions sans les avoir ; une note demande CREATE_NOTE.',
  ROLE_CHANGED: () => 'Seul modifie un rôle qui pourrait l’accorder, tel qu’il était et tel qu’il sera.',
  REQUESTS_SEEN: () =>
    'Les demandes de qui il montre dépend de READ_ACCESS_REQUEST ; les siennes ne demandent aucune permission.',
  TOKENS_SEEN: () =>
    'Les jetons de qui il montre dépend de READ_PERSONAL_ACCESS_TOKEN ; les siens ne demandent aucune permission.',
  PROJECTS_SEEN: () =>
    'Les projets qu’il montre dépendent de ce qui est accordé, et de READ_PROJECT, ADMINISTER_PROJECT et EXECUTE_ANALYSIS.',
  ON_PROJECT: (permission) => `Il y faut ${permission} sur le projet nommé, ou partout.`,
  REACH_SEEN: () => 'Un rôle demande READ_ROLE, le jeton de quelqu’un d’autre READ_PERSONAL_ACCESS_TOKEN.',
  TYPE: (type) => `Quel type de ${type} se trouve ici, l’exécution le dira ; tous ceux sélectionnés sont comptés.`,
  FILTERS: (variable) =>
    `${variable} peut filtrer ou chercher par des relations, dont chacune demande ce que demande sa lecture.`,
  CONDITION: (directive) => `${directive} décide à l’exécution ; c’est compté comme sélectionné.`,
};
