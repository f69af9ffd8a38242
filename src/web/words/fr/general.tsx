/** French for what every page has: navigation, errors, dialogs, tables. */
import type { Words } from '../en/words.ts';

export const general: Words['general'] = {
  skip: 'Aller au contenu',
  menu: 'Menu',
  hideNavigation: 'Masquer la navigation',
  showNavigation: 'Afficher la navigation',
  navigation: 'Pages',
  account: 'Votre compte',
  administration: 'Administration',
  developers: 'Pour les programmes',
  graphiql: 'GraphiQL',
  createToken: 'Créer un jeton d’accès personnel',
  signOut: 'Se déconnecter',
  signedInAs: 'Connecté en tant que',
  loading: 'Chargement…',
  working: 'En cours…',
  cancel: 'Annuler',
  close: 'Fermer',
  save: 'Enregistrer',
  back: 'Retour',
  tryAgain: 'Réessayer',
  choose: 'Choisir…',
  optional: 'facultatif',
  notFound: {
    title: 'Page introuvable',
    text: (address) => (
      <>Il n’y a pas de page à l’adresse {address}. Elle a peut-être été retirée, ou l’adresse est mal saisie.</>
    ),
    gone: 'Cet élément n’existe pas, ou n’existe plus.',
    home: 'Aller à votre compte',
    back: 'Revenir où vous étiez',
  },
  refusedPage: {
    titles: {
      FORBIDDEN: 'Vous ne pouvez pas voir cela',
      NOT_FOUND: 'Page introuvable',
      UNREACHABLE: 'Pas de connexion au serveur',
      OTHER: 'Cette page n’a pas pu être chargée',
    },
    continues: 'Cette page se charge dès que le serveur répond de nouveau.',
  },
  connection: {
    title: 'Pas de connexion au serveur.',
    text: 'Ce que vous voyez n’est peut-être plus à jour, et rien ne peut être enregistré. Les pages continuent d’elles-mêmes quand la connexion est rétablie.',
  },
  unsaved: {
    title: 'Quitter sans enregistrer ?',
    text: 'Ce que vous avez saisi dans ce formulaire n’est pas enregistré et sera perdu.',
    leave: 'Quitter',
    stay: 'Rester ici',
  },
  toCorrect: (count) => `Corrigez ces ${count} champs :`,
  sessionOver: {
    title: 'Vous êtes déconnecté',
    text: 'Votre session est terminée : vous vous êtes déconnecté ailleurs, quelqu’un d’autre s’est connecté, elle a expiré, ou votre compte a été désactivé. Ce qui était affiché ici a été retiré.',
    signIn: 'Se reconnecter',
  },
  broken: {
    title: 'Cette page a cessé de fonctionner',
    text: 'C’est une erreur de Latchkey. Rechargez la page ; si cela se reproduit, prévenez votre administrateur.',
    reload: 'Recharger',
    unreachable:
      'Une partie de cette page n’a pas pu être chargée. Elle se recharge dès que le serveur répond de nouveau.',
  },
  refusal: {
    UNAUTHENTICATED: 'Vous n’êtes plus connecté. Connectez-vous de nouveau.',
    FORBIDDEN: 'Vous n’avez pas le droit de faire cela. Adressez-vous à un administrateur si vous devriez l’avoir.',
    NOT_FOUND: 'Cet élément n’existe plus. Actualisez la page.',
    CONFLICT: 'Cela entre en conflit avec ce qui existe déjà. Modifiez votre saisie et réessayez.',
    INVALID_INPUT: 'Le formulaire est à corriger.',
    LIMITED: 'Une limite a été dépassée. Réessayez plus tard, ou avec moins à la fois.',
    CHANGE_MADE:
      'La modification a été faite, mais la réponse n’a pas pu être lue. Actualisez la page au lieu de recommencer.',
    OUTCOME_UNKNOWN: 'On ne sait pas si la modification a été faite. Actualisez la page avant de réessayer.',
    PASSWORD_CONFIRMATION_REQUIRED: 'Confirmez votre mot de passe pour faire cela.',
    SECOND_FACTOR_REQUIRED:
      'Ici, tout le monde se connecte en deux étapes. Rechargez la page pour ajouter votre seconde étape.',
    INTERNAL_SERVER_ERROR:
      'Une erreur s’est produite dans Latchkey. Réessayez ; si cela se reproduit, prévenez votre administrateur.',
    UNREACHABLE: 'Le serveur n’a pas répondu. Vérifiez votre connexion et réessayez.',
  },
  notAccepted: (rule) => <>Cette valeur n’est pas acceptée : {rule}</>,
  missing: (permissions) => `Il manque : ${permissions}.`,
  requestId: (id) => `Requête ${id}`,
  password: {
    title: 'Confirmez que c’est vous',
    text: 'Cette modification demande votre mot de passe. Ce que vous avez saisi est conservé.',
    label: 'Votre mot de passe',
    wrong: 'Ce n’est pas votre mot de passe.',
    confirm: 'Confirmer',
  },
  copy: {
    copy: 'Copier',
    copyOf: (what) => `Copier : ${what}`,
    copied: 'Copié.',
    failed: 'La copie a échoué : sélectionnez le texte et copiez-le.',
  },
  table: {
    search: 'Rechercher',
    refresh: 'Actualiser',
    selectAll: 'Tout sélectionner sur cette page',
    select: 'Sélectionner',
    nothing: 'Rien n’a été trouvé.',
    previous: 'Précédent',
    next: 'Suivant',
    pages: 'Pages du tableau',
    range: (from, to, total) => `${from}–${to} sur ${total}`,
    actions: 'Actions',
  },
};
