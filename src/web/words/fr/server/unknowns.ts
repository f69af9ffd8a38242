/** French for what is known only when a document runs. */
import type { UnknownText } from '../../../api/server-texts.ts';

export const unknowns: Record<UnknownText['kind'], (about: string | null) => string> = {
  PERSON: () => 'Aucun jeton ne peut l’appeler : une personne doit se connecter.',
  ITSELF: () => 'Aucun jeton ne peut l’appeler, sauf pour lui-même si la politique des jetons le permet.',
  ROLE_GIVEN: () => 'Personne ne peut donner un rôle qui a plus de permissions que soi.',
  USER_CHANGED: () =>
    'Personne ne peut modifier un utilisateur qui a plus de permissions que soi, et aucun jeton ne peut définir de mot de passe.',
  ROLE_MADE: () => 'Personne ne peut accorder de permissions sans les avoir ; une note demande CREATE_NOTE.',
  NOTE_LEFT: () => 'Une note demande CREATE_NOTE.',
  ROLE_CHANGED: () =>
    'Seul un utilisateur qui pourrait accorder le rôle, avant et après, peut le modifier ; une note demande CREATE_NOTE.',
  NOTE_CHANGED: () =>
    'Il faut pouvoir voir la fiche sur laquelle est la note ; les notes des autres demandent ALTER_OTHERS_NOTES.',
  RECORD_OPENED: () => 'Il faut pouvoir voir la fiche ; une note demande CREATE_NOTE.',
  REQUESTS_SEEN: () =>
    'READ_ACCESS_REQUEST décide de quels utilisateurs les demandes sont montrées ; les siennes ne demandent aucune permission.',
  NOTES_SEEN: () =>
    'Les notes montrées dépendent de READ_USER, READ_ROLE, READ_APPLICATION_FIREWALL_RULE et READ_PERSONAL_ACCESS_TOKEN, selon la fiche sur laquelle elles sont.',
  TOKENS_SEEN: () =>
    'READ_PERSONAL_ACCESS_TOKEN décide de quels utilisateurs les jetons sont montrés ; les siens ne demandent aucune permission.',
  PROJECTS_SEEN: () =>
    'Les projets montrés dépendent des permissions accordées, et de READ_PROJECT, ADMINISTER_PROJECT et EXECUTE_ANALYSIS.',
  ON_PROJECT: (permission) => `Il faut ${permission} sur le projet nommé, ou sur tous les projets.`,
  REACH_SEEN: () => 'Un rôle demande READ_ROLE, le jeton d’un autre utilisateur READ_PERSONAL_ACCESS_TOKEN.',
  TYPE: (type) => `Le type de ${type} n’est connu qu’à l’exécution ; tous les types sélectionnés sont comptés.`,
  FILTERS: (variable) =>
    `${variable} peut filtrer ou chercher par des relations ; chacune demande les permissions de sa lecture.`,
  CONDITION: (directive) => `${directive} décide à l’exécution ; le champ est compté comme sélectionné.`,
};
