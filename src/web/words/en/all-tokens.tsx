/** English for the list of all users' tokens. */
import type { ReactNode } from 'react';

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
  filter: {
    label: 'Show',
    kept: 'All except revoked',
    ACTIVE: 'Active',
    FENCED: 'Blocked',
    EXPIRED: 'Expired',
    REVOKED: 'Revoked',
    all: 'All',
  },
  use: {
    label: 'Only',
    any: 'Any',
    expiring7: 'Expiring within 7 days',
    expiring30: 'Expiring within 30 days',
    unused90: 'Unused for 90 days',
    neverUsed: 'Never used',
    odd30: 'Used from a new network within 30 days',
    overLimit: 'Over the lifetime limit',
  },
  report: {
    label: 'The report in figures',
    live: 'active',
    expiring: 'expiring soon',
    never_used: 'never used',
    over_lifetime_limit: 'over the lifetime limit',
    expired: 'expired',
    owners_disabled: 'of disabled owners',
  },
};
