/** Les mots de la page GraphiQL en français. */

import type { Unknown } from '../../graphiql/access/requirements.ts';
import type { Words } from '../../graphiql/me.tsx';
import { catalog } from './server/permissions.ts';
import { reasons } from './server/reasons.ts';

const several = (count: number, one: string, many: string) => (count < 2 ? `${count} ${one}` : `${count} ${many}`);

const decisions: Record<Unknown['kind'], (about: string | null) => string> = {
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

export const fr: Words = {
  signedInAs: (name) => `Connecté : ${name}`,
  signOut: 'Se déconnecter',

  access: 'Accès',
  accessIs: 'Ce qu’il faut au document de cet onglet, établi sans l’exécuter.',

  askAs: 'Jeton',
  askAsHint:
    'Laissez vide pour demander en votre nom. C’est l’en-tête Authorization de cet onglet, oublié avec la page.',
  forgetToken: 'Oublier le jeton',

  nothing: 'Il n’y a pas encore de document dans cet onglet.',
  unreadable: 'Le document n’est pas encore complet. Voici ce qu’il lui fallait juste avant.',
  variablesUnreadable: 'Les variables ne sont pas du JSON valide : il n’en est pas tenu compte.',
  looking: 'Recherche…',
  unfit: 'Le serveur ne peut pas l’établir :',
  invalidToken: 'Le jeton n’est pas valide : malformé, inconnu, expiré ou révoqué.',
  tellsNothing:
    'Ce jeton n’a droit qu’à certains champs racine : on ne peut donc pas lui demander ce qu’il peut faire, et il n’est pas parmi les vôtres. Voici ce qu’il faut au document.',

  youHaveAll: 'Vous pouvez exécuter ceci.',
  tokenHasAll: 'Le jeton peut exécuter ceci.',
  asFarAsKnown: 'Pour autant qu’on le sache avant l’exécution.',
  youLack: (names) => `Il vous manque ${names}.`,
  tokenLacks: (names) => `Il manque au jeton ${names}.`,
  mayNotCall: (names) => `Le jeton ne peut pas appeler ${names}.`,
  noTokenMay: (names) => `Aucun jeton ne peut appeler ${names}.`,

  bound: 'Le jeton est lié à d’autres documents, ou à d’autres valeurs des variables.',
  askForIt: 'Demander l’accès',
  reason: 'Pour quoi faire ? Ceux qui peuvent l’accorder le liront.',
  send: 'Envoyer la demande',
  asked: 'C’est demandé. Ceux qui peuvent l’accorder en sont avertis.',
  requests: 'Vos demandes',

  permissions: 'Permissions',
  noPermissions: 'Il n’en faut aucune.',
  has: 'accordée',
  lacks: 'manquante',
  fields: (count) => several(count, 'endroit', 'endroits'),
  warning: 'Réfléchissez-y :',
  said: ({ name }) => ({ warning: null, ...catalog[name] }),

  methods: 'Champs racine',
  documentation: (name) => `Documentation de ${name}`,
  personal: 'pas pour les jetons',
  closed: 'fermé à ce jeton',

  unknowns: 'Ce que seule l’exécution dira',
  decides: ({ kind, about }) => decisions[kind](about),

  because: (reason, values) => reasons[reason]?.(values),

  make: 'Créer un jeton pour cet onglet',
  makeIs: 'Il pourra exactement ce qu’il faut à ce document, et rien d’autre.',
  cannotMake: (names) => `Aucun jeton ne peut exécuter ceci : on y appelle ${names}.`,
  name: 'Nom',
  runs: 'Exécute',
  whatItRuns: {
    alike: 'tout document qui ne demande pas plus',
    document: 'ce document seulement',
    values: 'ce document avec ces variables seulement',
  },
  expiry: 'Expire',
  inDays: (days) => `dans ${several(days, 'jour', 'jours')}`,
  never: 'jamais',
  longest: (days) => `La politique des jetons permet au plus ${several(days, 'jour', 'jours')}.`,
  confirm: 'Confirmez votre mot de passe pour créer le jeton.',
  password: 'Votre mot de passe',
  makeIt: 'Créer le jeton',
  making: 'Création…',
  cancel: 'Annuler',

  made: (name) => `Jeton ${name}`,
  once: 'Copiez-le maintenant : il n’est montré qu’ici, et plus jamais ensuite.',
  secret: 'Jeton',
  curl: 'La même requête avec curl',
  copy: 'Copier',
  copyCurl: 'Copier la commande',
  copied: 'Copié.',
  selected: 'Sélectionné : copiez-le au clavier.',
  download: 'Télécharger',
  use: 'L’utiliser dans cet onglet',
  used: 'Cet onglet l’utilise désormais.',
  hide: 'Le cacher pour de bon',

  remembered:
    'Documents, variables et historique ne sont gardés que dans ce navigateur. Les en-têtes ne le sont pas, et donc aucun jeton.',
};
