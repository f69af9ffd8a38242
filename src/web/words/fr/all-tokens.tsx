/** French for the list of all users' tokens. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const allTokens: Words['allTokens'] = {
  title: 'Tous les jetons',
  intro:
    'Les jetons d’accès de tous les utilisateurs, sans leurs valeurs. Un jeton révoqué cesse immédiatement de fonctionner.',
  searchLabel: 'Rechercher des jetons',
  csv: 'Télécharger en CSV',
  owner: 'Propriétaire',
  anyOwner: 'Tous les propriétaires',
  disabled: 'désactivé',
  everything: 'Tout ce que peut son propriétaire',
  editIntro: (owner) => (
    <>Il appartient à {owner}. Vous ne pouvez lui donner que des permissions que vous avez tous deux.</>
  ),
  use: {
    label: 'Seulement',
    any: 'Sans restriction',
    expiringSoon: (days) => `Expirant bientôt : sous ${n(days, 'jour', 'jours')}`,
    expiring30: 'Expirant sous 30 jours',
    unused90: 'Inutilisés depuis 90 jours',
    neverUsed: 'Jamais utilisés',
    odd30: 'Utilisés d’un nouveau réseau depuis 30 jours',
    overLimit: 'Au-delà de la durée maximale',
  },
  report: {
    label: 'Le rapport en chiffres',
    note: 'Parmi les jetons que la recherche et le propriétaire retiennent, quels que soient les autres filtres.',
    live: 'actifs',
    expiring: (days) => `expirant sous ${n(days, 'jour', 'jours')}`,
    never_used: 'jamais utilisés',
    over_lifetime_limit: 'au-delà de la durée maximale',
    expired: 'expirés',
    owners_disabled: 'de propriétaires désactivés',
  },
};
