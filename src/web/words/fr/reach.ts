/** French for how far somebody reaches. */
import type { Step } from '../../features/reach/reach.ts';
import { plural } from '../plural.ts';
import type { Words } from '../words.tsx';

const n = plural('fr');

const actors: Record<Step['actor'], string> = {
  TOKEN: 'Le jeton',
  PERSON: 'La personne',
  MEMBER: 'Quelqu’un dans ce rôle',
  TOKEN_OF_MEMBER: 'Un de ses jetons',
  NEW_ACCOUNT: 'Le nouveau compte',
  EXISTING_ACCOUNT: 'L’utilisateur existant',
  OTHERS: 'Quelqu’un d’autre',
};

const acts: Record<Step['act'], string> = {
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
  LEND: 'donne à son propriétaire de quoi transmettre des permissions',
  MAKE_FITTING_ROLE: 'crée un rôle avec certaines de ces permissions, ou réduit un rôle à elles',
};

export const reach: Words['reach'] = {
  title: 'Jusqu’où il va',
  nothing: 'Rien de ce qu’il peut faire ne mène à davantage.',
  statement: () => 'Ce qu’il peut faire mène à davantage.',
  step: ({ actor, act }) => `${actors[actor]} ${acts[act]}.`,
  leadsTo: {
    PERMISSIONS: 'À des permissions qui lui manquent :',
    METHODS: 'À des méthodes qu’il ne peut pas appeler :',
    PERSON: 'À ce que seules des personnes peuvent faire :',
    PLACES: 'À une utilisation depuis d’autres réseaux :',
    OUTLIVING: 'À un accès qui reste quand il a pris fin :',
  },
  unused: {
    none: 'Chacune de ses permissions a servi à quelqu’un dans les 90 jours.',
    text: (count) =>
      `Personne n’y a utilisé ${n(count, 'permission', 'permissions')} depuis 90 jours, d’après ce qui a été compté :`,
    tooSoon: (since) =>
      `Le rôle a reçu une permission le ${since}. Sept jours plus tard, ses utilisations auront été comptées assez longtemps pour enlever ce qui ne sert pas.`,
    take: 'Les enlever…',
    title: 'Enlever ces permissions du rôle ?',
    affected: (people) =>
      people === 0
        ? 'Personne n’est dans ce rôle.'
        : `${n(people, 'personne', 'personnes')} dans ce rôle, avec tous leurs jetons, ne pourront plus faire cela :`,
    affectedUnnamed:
      'Toutes les personnes dans ce rôle, avec tous leurs jetons, ne pourront plus faire cela. Vous ne pouvez pas voir qui elles sont.',
    more: (people) => `et ${n(people, 'autre', 'autres')}`,
    later: 'Elles pourront être remises ici plus tard.',
    takeNow: 'Les enlever',
    taken: (when) => `Enlevées du rôle ${when} :`,
    undo: 'Les remettre',
  },
};
