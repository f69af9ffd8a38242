/** French for the pages about webhooks. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

const errors: Partial<Record<string, string>> = {
  TIMEOUT: 'Pas de réponse en 15 secondes',
  PRIVATE_ADDRESS: 'L’hôte a une adresse privée, à laquelle rien n’est envoyé',
  NOT_RESOLVED: 'Le nom d’hôte n’a pas d’adresse',
  CERTIFICATE: 'Le certificat n’est pas valide',
  CONNECTION: 'La connexion n’a pas pu être établie ou a été coupée',
  UNEXPECTED: 'Une erreur de Latchkey. Le journal du serveur donne les détails',
};

export const webhooks: Words['webhooks'] = {
  title: 'Webhooks',
  empty: {
    title: 'Il n’y a pas encore de webhook',
    text: 'Un webhook envoie des événements, comme un jeton refusé, à une URL à vous : une messagerie, ou un programme qui surveille.',
  },
  intro: 'Les URL auxquelles Latchkey envoie les événements des jetons, des utilisateurs et des demandes d’accès.',
  searchLabel: 'Rechercher des webhooks',
  create: 'Nouveau webhook',
  columns: {
    url: 'URL',
    events: 'Événements',
    state: 'État',
    changed: 'Modifié',
    event: 'Événement',
    occurred: 'Survenu',
  },
  count: (types) => n(types, 'type', 'types'),
  enabled: 'Activé',
  disabled: 'Désactivé',
  gone: 'Désactivé : n’existe plus',
  failing: 'En échec',
  since: (time) => `depuis le ${time}`,
  description: 'À quoi il sert',
  urlHint: 'L’adresse https d’un serveur qui vérifie les signatures.',
  isEnabled: 'Envoyer les événements',
  eventTypes: {
    'token.created': 'Un jeton a été émis ou copié',
    'token.changed': 'Un jeton a été modifié',
    'token.expiring': 'Un jeton expire bientôt',
    'token.expired': 'Un jeton a expiré',
    'token.revoked': 'Un jeton a été révoqué',
    'token.regenerated': 'Un jeton a un nouveau secret',
    'token.leaked': 'Le secret d’un jeton a fuité',
    'token.denied': 'Un jeton a été refusé parce qu’il a été réduit',
    'access_request.pending': 'Quelqu’un demande des permissions',
    'user.disabled': 'Un utilisateur a été désactivé',
    'user.enabled': 'Un utilisateur a été réactivé',
  },
  createTitle: 'Nouveau webhook',
  createIntro: 'Les noms des utilisateurs et des jetons sont envoyés à cette adresse. Leurs secrets, jamais.',
  createAct: 'Créer le webhook',
  secret: {
    title: 'Le secret du webhook',
    once: 'Le secret n’est affiché que cette fois. Votre serveur vérifie les signatures avec lui.',
    value: 'Secret',
    notKept:
      'Vous n’avez pas copié le secret, et il ne peut plus être affiché. Vous pourrez seulement en créer un autre.',
    stay: 'Rester ici',
    closeAnyway: 'Fermer quand même',
    done: 'Terminé',
  },
  facts: 'Ce qui est envoyé',
  failingText: (time) => `Tous les envois depuis le ${time} ont échoué. Les livraisons ci-dessous disent pourquoi.`,
  goneAt: 'Désactivé',
  goneText: (time) => `Le ${time}, le destinataire a répondu qu’il ne veut plus d’événements.`,
  previousSecret: 'Secret précédent',
  until: (time) => `Signe aussi jusqu’au ${time}.`,
  edit: 'Modifier',
  editTitle: 'Modifier le webhook',
  save: 'Enregistrer',
  saved: 'Le webhook a été modifié.',
  sendTest: 'Envoyer un événement d’essai',
  testSent: 'Un événement d’essai est envoyé.',
  rotate: 'Nouveau secret',
  rotateTitle: 'Créer un nouveau secret ?',
  rotateText:
    'Pendant 24 heures, les événements sont signés avec les deux secrets : vous avez le temps de modifier votre serveur.',
  rotateAct: 'Créer un nouveau secret',
  delete: 'Supprimer',
  deleteTitle: (name) => <>Supprimer {name} ?</>,
  pending: (count) =>
    count === 0
      ? 'Aucun événement n’attend d’être envoyé.'
      : `${n(count, 'événement attend encore', 'événements attendent encore')} un envoi, qui n’aura pas lieu.`,
  deleteText: 'Son destinataire ne recevra plus d’événements.',
  deleted: 'Le webhook a été supprimé.',
  deliveries: 'Livraisons des 30 derniers jours',
  states: { all: 'Toutes', PENDING: 'En attente', DELIVERED: 'Livrée', FAILED: 'Abandonnée' },
  errorOf: (error, status) => (error === 'STATUS' ? `La réponse était ${status}` : (errors[error] ?? error)),
  attempts: (count) => n(count, 'essai', 'essais'),
  next: (time) => `prochain le ${time}`,
  actions: (event) => `Actions pour ${event}`,
  replay: 'Envoyer à nouveau',
  tryNow: 'Essayer maintenant',
  replayed: 'L’événement est envoyé à nouveau.',
};
