/** English for the list of all users' tokens. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const allTokens = {
  title: 'All tokens',
  intro: 'The access tokens of all users, without their values. A revoked token stops working at once.',
  searchLabel: 'Search tokens',
  csv: 'Download as CSV',
  owner: 'Owner',
  anyOwner: 'Any owner',
  disabled: 'disabled',
  everything: 'Everything its owner may do',
  editIntro: (owner: ReactNode) => <>It belongs to {owner}. You can give it only permissions that both of you have.</>,
  use: {
    label: 'Only',
    any: 'Any',
    expiringSoon: (days: number) => `Expiring soon: within ${n(days, 'day', 'days')}`,
    expiring30: 'Expiring within 30 days',
    unused90: 'Unused for 90 days',
    neverUsed: 'Never used',
    odd30: 'Used from a new network within 30 days',
    overLimit: 'Over the lifetime limit',
  },
  report: {
    label: 'The report in figures',
    note: 'Of the tokens that the search and the owner select, whatever Show and Only select.',
    live: 'active',
    expiring: (days: number) => `expiring within ${n(days, 'day', 'days')}`,
    never_used: 'never used',
    over_lifetime_limit: 'over the lifetime limit',
    expired: 'expired',
    owners_disabled: 'of disabled owners',
  },
};
