/** French for the page about the token policy. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const tokenPolicy: Words['tokenPolicy'] = {
  title: 'Règles des jetons',
  intro:
    'Les règles de tous les jetons. Elles valent pour les jetons générés, modifiés ou régénérés à partir de maintenant.',
  over: (count) =>
    `${n(count, 'jeton actif dépasse', 'jetons actifs dépassent')} la durée permise. Ils fonctionnent jusqu’à leur modification ou leur révocation.`,
  showThem: 'Les afficher',
  notNumber: 'Il faut un nombre entier.',
  numbers: {
    maximum_token_lifetime_days: {
      label: 'Durée de vie maximale, en jours',
      text: 'Aucun jeton ne peut être valable plus longtemps, ni sans fin. Vide : pas de limite.',
    },
    revoke_unused_after_days: {
      label: 'Révoquer les jetons inutilisés après (jours)',
      text: 'Les propriétaires reçoivent d’abord un e-mail. Vide : jamais.',
    },
    warning_days: {
      label: 'Avertir avant l’expiration (jours)',
      text: 'Le propriétaire reçoit un e-mail ce nombre de jours avant l’expiration d’un jeton. De 1 à 90.',
    },
    tokens_per_user: {
      label: 'Jetons par utilisateur',
      text: 'Les jetons révoqués ne comptent pas. De 1 à 10 000.',
    },
    password_confirmation_minutes: {
      label: 'Un mot de passe confirmé vaut (minutes)',
      text: 'Ensuite, une modification de jetons le redemande. 0 : à chaque fois.',
    },
  },
  switches: {
    refuse_escalations: {
      label: 'Refuser les modifications qui permettent une escalade',
      text: 'Le serveur refuse de créer ou de modifier un rôle, un ensemble de permissions ou un jeton si un utilisateur peut ainsi obtenir plus de permissions. Le refus dit comment.',
    },
    tokens_may_rotate_themselves: {
      label: 'Les jetons peuvent se régénérer eux-mêmes',
      text: 'Pour les programmes qui renouvellent leur propre jeton. Les jetons ne peuvent rien modifier d’autre sur les jetons.',
    },
    accept_session_parameter: {
      label: 'Accepter un jeton dans l’adresse des requêtes GET, et les appels par URL',
      text: 'Sous la forme session=… pour les clients qui ne peuvent pas envoyer d’en-têtes. Beaucoup de journaux gardent les adresses, et le jeton avec elles.',
    },
  },
  save: 'Enregistrer les règles',
  saved: 'Les règles ont été modifiées.',
};
