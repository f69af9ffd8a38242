/** French for requesting access. */
import type { Words } from '../en/words.ts';

export const requests: Words['requests'] = {
  title: 'Demandes d’accès',
  intro: 'Les permissions que vous avez demandées, pour votre compte ou pour un jeton, et les décisions.',
  ask: 'Demander l’accès',
  askIntro:
    'Les utilisateurs qui peuvent accorder ces permissions voient votre demande. Leur réponse apparaît dans la liste de vos demandes.',
  for: 'Pour',
  tokenOf: (name) => `Le jeton ${name}`,
  pick: 'Choisissez au moins une permission.',
  nothingLacked: 'Aucune permission ne manque : il n’y a rien à demander.',
  sent: 'La demande a été envoyée.',
  send: 'Envoyer la demande',
  reason: { label: 'Pour quoi faire ?', hint: 'Les utilisateurs qui décident de la demande le lisent.' },
  inPlace: {
    text: (permissions) =>
      `Vous demandez ${permissions}, pour votre compte. Les utilisateurs qui peuvent l’accorder voient la demande.`,
    sent: 'La demande a été envoyée. Réessayez quand elle sera accordée.',
    see: 'Vos demandes',
  },
  filter: 'Afficher',
  states: {
    all: 'Toutes',
    PENDING: 'En attente',
    GRANTED: 'Accordée',
    DECLINED: 'Refusée',
    EXPIRED: 'Expirée',
    ENDED: 'Terminée',
  },
  columns: { permissions: 'Permissions', for: 'Pour', created: 'Demandée', state: 'État', actions: 'Actions' },
  account: 'Votre compte',
  token: (name) => <>Jeton {name}</>,
  granted: {
    until: (instant) => <>Accordé jusqu’au {instant} :</>,
    ever: 'Accordé sur demande, sans fin :',
    unseen: 'Les permissions accordées sur demande ne sont pas montrées : il vous manque READ_ACCESS_REQUEST.',
  },
  until: (instant) => `jusqu’au ${instant}`,
  noEnd: 'sans fin',
  answer: (answer) => `« ${answer} »`,
  withdraw: 'Retirer',
  withdrawOf: (permissions) => `Retirer la demande de ${permissions}`,
  withdrawn: 'La demande a été retirée.',
  giveBack: 'Rendre',
  giveBackOf: (permissions) => `Rendre ${permissions}`,
  giveBackTitle: 'Rendre ce qui a été accordé ?',
  giveBackText: (permissions) => `Vous perdez ${permissions} immédiatement. Vous pourrez redemander.`,
  givenBack: 'Les permissions ont été rendues.',
  empty: {
    title: 'Vous n’avez pas de demande',
    text: 'Quand une permission manque, vous pouvez la demander là où quelque chose a été refusé, ou ici à l’avance.',
  },
  forbidden: {
    title: 'Vous ne pouvez pas ouvrir cette page',
    text: (permission) => `Il faut ${permission}, que vous n’avez pas.`,
  },
};
