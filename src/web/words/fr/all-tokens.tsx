/** French for the inventory of everybody's tokens. */
import { plural } from '../plural.ts';
import type { Words } from '../words.tsx';

const n = plural('fr');

export const inventory: Words['inventory'] = {
  title: 'Tous les jetons',
  intro: 'Les jetons de tous, jamais leurs valeurs. Ce qui est révoqué ici cesse immédiatement de fonctionner.',
  csv: 'Télécharger en CSV',
  owner: 'Propriétaire',
  anyOwner: 'N’importe qui',
  disabled: 'désactivé',
  everything: 'Tout ce que peut son propriétaire',
  editIntro: (owner) => <>Il appartient à {owner}. On ne peut lui donner que ce que vous pouvez faire tous deux.</>,
  revoke: 'Révoquer…',
  revokeSelected: (count) => `Révoquer ${n(count, 'jeton', 'jetons')}…`,
  filter: {
    label: 'Afficher',
    kept: 'Tous sauf les révoqués',
    ACTIVE: 'Actifs',
    EXPIRED: 'Expirés',
    REVOKED: 'Révoqués',
    all: 'Tous',
  },
  further: {
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
