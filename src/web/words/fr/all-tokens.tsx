/** French for the inventory of everybody's tokens. */
import type { Words } from '../en/en.ts';

export const allTokens: Words['allTokens'] = {
  title: 'Tous les jetons',
  intro: 'Les jetons de tous, jamais leurs valeurs. Ce qui est révoqué ici cesse immédiatement de fonctionner.',
  csv: 'Télécharger en CSV',
  owner: 'Propriétaire',
  anyOwner: 'N’importe qui',
  disabled: 'désactivé',
  everything: 'Tout ce que peut son propriétaire',
  editIntro: (owner) => <>Il appartient à {owner}. On ne peut lui donner que ce que vous pouvez faire tous deux.</>,
  filter: {
    label: 'Afficher',
    kept: 'Tous sauf les révoqués',
    ACTIVE: 'Actifs',
    EXPIRED: 'Expirés',
    REVOKED: 'Révoqués',
    all: 'Tous',
  },
  use: {
    label: 'Seulement',
    any: 'Sans restriction',
    expiring7: 'Expirant sous 7 jours',
    expiring30: 'Expirant sous 30 jours',
    unused90: 'Inutilisés depuis 90 jours',
    neverUsed: 'Jamais utilisés',
    overLimit: 'Au-delà de la durée maximale',
  },
  report: {
    label: 'Le rapport en chiffres',
    live: 'actifs',
    expiring: 'd’entre eux expirent bientôt',
    never_used: 'jamais utilisés',
    over_lifetime_limit: 'au-delà de la durée maximale',
    expired: 'expirés',
    owners_disabled: 'de propriétaires désactivés',
  },
};
