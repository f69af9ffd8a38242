/** French for the page about the token policy. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const tokenPolicy: Words['tokenPolicy'] = {
  title: 'Règles des jetons',
  intro:
    'Les règles de tous les jetons. Elles lient ceux qui sont créés, modifiés ou régénérés à partir de maintenant.',
  over: (count) =>
    `${n(count, 'jeton actif dépasse', 'jetons actifs dépassent')} la durée permise. Rien ne change avant une modification ou une révocation.`,
  showThem: 'Les afficher',
  notNumber: 'Il faut un nombre entier.',
  numbers: {
    maximum_token_lifetime_days: {
      label: 'Durée de vie maximale, en jours',
      text: 'Aucun jeton ne peut vivre plus longtemps, ni sans fin. Vide : pas de limite.',
    },
    revoke_unused_after_days: {
      label: 'Révoquer ce qui est inutilisé, après (jours)',
      text: 'Les propriétaires sont d’abord prévenus par courrier. Vide : jamais.',
    },
    warning_days: {
      label: 'Prévenir avant la fin (jours)',
      text: 'Le propriétaire reçoit un courrier ce nombre de jours avant la fin d’un jeton. De 1 à 90.',
    },
    tokens_per_user: {
      label: 'Jetons par utilisateur',
      text: 'Ceux qui ne sont pas révoqués. De 1 à 10 000.',
    },
    password_confirmation_minutes: {
      label: 'Un mot de passe confirmé vaut (minutes)',
      text: 'Ensuite il est redemandé avant de modifier des jetons. 0 : à chaque fois.',
    },
  },
  switches: {
    refuse_escalations: {
      label: 'Refuser ce qui mène à davantage',
      text: 'Un rôle, un ensemble de permissions ou un jeton n’est ni créé ni modifié si quelqu’un peut ainsi aller au-delà de ce qu’il a. Le refus dit comment.',
    },
    tokens_may_rotate_themselves: {
      label: 'Les jetons peuvent se donner une nouvelle valeur',
      text: 'Pour les programmes qui renouvellent leur propre jeton. Rien d’autre n’est permis aux jetons sur les jetons.',
    },
    accept_session_parameter: {
      label: 'Accepter un jeton dans l’adresse des requêtes GET',
      text: 'Sous la forme session=… pour les clients qui ne savent rien faire d’autre. Les adresses finissent dans les journaux d’autrui : réfléchissez.',
    },
  },
  save: 'Enregistrer les règles',
  saved: 'Les règles ont été modifiées.',
};
