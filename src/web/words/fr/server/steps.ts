/** French for the steps of an escalation: who acts, and what they do. */
import type { StepText } from '../../../api/server-texts.ts';

export const actors: Record<StepText['actor'], string> = {
  TOKEN: 'Le jeton',
  PERSON: 'La personne',
  MEMBER: 'Un utilisateur de ce rôle',
  TOKEN_OF_MEMBER: 'Un de ses jetons',
  NEW_ACCOUNT: 'Le nouveau compte',
  EXISTING_ACCOUNT: 'L’utilisateur existant',
  OTHERS: 'Un autre utilisateur',
};

export const acts: Record<StepText['act'], string> = {
  CREATE_ROLE: 'crée un rôle avec ses propres permissions',
  UPDATE_ROLE: 'donne à un rôle ses propres permissions',
  CREATE_MAILED_USER:
    'crée un compte, en ouvre le lien à usage unique, envoyé à une adresse de son choix, et se connecte',
  CREATE_SHOWN_USER: 'crée un compte, en ouvre le lien à usage unique, montré dans la réponse, et se connecte',
  CREATE_PROJECT: 'crée un projet, sur lequel son compte peut tout faire',
  REGENERATE_ITSELF: 'se donne un nouveau secret et une fin plus tardive',
  PUT_IN_ROLE:
    'met un utilisateur existant dans un rôle qui ne donne pas plus que ses propres permissions, et agit sous son nom',
  MAKE_SUPER_ADMIN: 'fait d’un utilisateur existant un super administrateur, et agit sous son nom',
  WIDEN_ROLE:
    'ajoute ses propres permissions à un rôle où se trouve son propriétaire ou un autre utilisateur, et agit sous son nom',
  GRANT_ON_PROJECT: 'accorde à un utilisateur existant ce que lui-même peut faire sur un projet, et agit sous son nom',
  LET_TOKENS_ROTATE: 'change les règles des jetons : ils se donnent de nouveaux secrets et des fins plus tardives',
  LEND: 'donne à son propriétaire une permission avec laquelle il peut transmettre des permissions',
  MAKE_FITTING_ROLE: 'crée un rôle avec certaines de ces permissions, ou réduit un rôle à elles',
};
