/** French for the GraphiQL page. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const graphiql: Words['graphiql'] = {
  back: 'Revenir aux pages',
  signedInAs: (name) => `Connecté : ${name}`,

  access: 'Accès',
  accessIs: 'Les permissions dont le document de cet onglet a besoin, calculées sans l’exécuter.',

  token: 'Jeton',
  tokenHint:
    'Laissez vide pour exécuter l’onglet avec votre session. Le jeton est l’en-tête Authorization de cet onglet ; fermer la page l’efface.',
  forgetToken: 'Oublier le jeton',

  nothing: 'Il n’y a pas encore de document dans cet onglet.',
  unreadable: 'Le document n’est pas encore complet. Voici ce dont le dernier document complet a besoin.',
  variablesUnreadable: 'Les variables ne sont pas du JSON valide : elles sont ignorées.',
  looking: 'Vérification…',
  refused: 'Le serveur ne peut pas vérifier cela :',
  invalidToken: 'Le jeton n’est pas valide : malformé, inconnu, expiré ou révoqué.',
  notCompared:
    'Ce jeton est limité à certains champs racine et n’est pas un des vôtres : on ne peut pas vérifier ce qu’il peut faire. Voici ce dont le document a besoin.',

  youHaveAll: 'Vous pouvez exécuter ceci.',
  tokenHasAll: 'Le jeton peut exécuter ceci.',
  asFarAsKnown: 'Certaines vérifications ne sont possibles qu’à l’exécution.',
  youLack: (names) => `Il vous manque ${names}.`,
  tokenLacks: (names) => `Il manque au jeton ${names}.`,
  mayNotCall: (names) => `Le jeton ne peut pas appeler ${names}.`,
  noTokenMay: (names) => `Aucun jeton ne peut appeler ${names}.`,
  bound: 'Le jeton est lié à d’autres documents, ou à d’autres valeurs des variables.',

  permissions: 'Permissions',
  noPermissions: 'Le document n’a besoin d’aucune permission.',
  has: 'accordée',
  lacks: 'manquante',
  places: (count) => n(count, 'endroit', 'endroits'),
  warning: 'Attention :',

  methods: 'Champs racine',
  personal: 'pas pour les jetons',
  mayNotCallIt: 'pas permis à ce jeton',
  unknowns: 'Connu seulement à l’exécution',

  make: 'Générer un jeton pour cet onglet',
  makeIs: 'Il peut faire exactement ce dont ce document a besoin, et rien d’autre.',
  cannotMake: (names) => `Aucun jeton ne peut exécuter ceci : le document appelle ${names}.`,
  name: 'Nom',
  runs: 'Exécute',
  whatItRuns: {
    alike: 'tout document qui n’a pas besoin de plus',
    document: 'ce document seulement',
    values: 'ce document avec ces variables seulement',
  },
  expiry: 'Expire',
  inDays: (days) => `dans ${n(days, 'jour', 'jours')}`,
  never: 'jamais',
  longest: (days) => `La politique des jetons permet au plus ${n(days, 'jour', 'jours')}.`,
  makeIt: 'Générer le jeton',

  once: 'Copiez la valeur maintenant : elle n’est affichée qu’ici, et vous ne la reverrez plus.',
  curl: 'La même requête avec curl',
  use: 'L’utiliser dans cet onglet',
  used: 'Cet onglet utilise maintenant le jeton.',
  hide: 'Le masquer définitivement',

  remembered:
    'Ce navigateur garde les documents, les variables et l’historique. Il ne garde pas les en-têtes, donc aucun jeton.',
};
