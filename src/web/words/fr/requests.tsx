/** French for asking for access. */
import type { Words } from '../en/en.ts';

export const requests: Words['requests'] = {
  title: 'Demandes d’accès',
  intro: 'Les permissions que vous avez demandées, pour votre compte ou pour un seul jeton, et leur sort.',
  ask: 'Demander l’accès',
  askIntro:
    'Les personnes qui peuvent accorder ce que vous demandez voient la demande. Leur réponse est parmi vos demandes.',
  for: 'Pour',
  tokenOf: (name) => `Le jeton ${name}`,
  pick: 'Choisissez au moins une permission.',
  nothingLacked: 'Il ne manque rien : il n’y a rien à demander.',
  sent: 'La demande est envoyée.',
  send: 'Envoyer la demande',
  reason: { label: 'Pour quoi faire ?', hint: 'La personne qui décide le lira.' },
  inPlace: {
    text: (permissions) =>
      `Vous demandez ${permissions}, pour votre compte. Les personnes qui peuvent l’accorder voient la demande.`,
    asked: 'Votre demande est envoyée. Une fois qu’elle est accordée, réessayez.',
    see: 'Vos demandes',
  },
  filter: 'Afficher',
  states: {
    all: 'Toutes',
    PENDING: 'En attente',
    GRANTED: 'Accordée',
    DECLINED: 'Refusée',
    EXPIRED: 'Échue',
    ENDED: 'Reprise',
  },
  columns: { permissions: 'Permissions', for: 'Pour', created: 'Demandée', state: 'État', actions: 'Actions' },
  account: 'Votre compte',
  token: (name) => <>Jeton {name}</>,
  until: (instant) => `jusqu’au ${instant}`,
  forEver: 'sans fin',
  answer: (answer) => `« ${answer} »`,
  withdraw: 'Retirer',
  withdrawOf: (permissions) => `Retirer la demande de ${permissions}`,
  withdrawn: 'La demande est retirée.',
  giveBack: 'Rendre',
  giveBackOf: (permissions) => `Rendre ${permissions}`,
  giveBackTitle: 'Rendre ce qui a été accordé ?',
  giveBackText: (permissions) => `${permissions} cesse aussitôt. Pour l’avoir de nouveau, demandez de nouveau.`,
  givenBack: 'C’est rendu.',
  empty: {
    title: 'Vous n’avez rien demandé',
    text: 'Quand une permission manque, vous pouvez la demander sur place, ou ici à l’avance.',
  },
  closed: {
    title: 'Vous ne pouvez pas ouvrir cette page',
    text: (permission) => `Il y faut ${permission}, que vous n’avez pas.`,
  },
};
