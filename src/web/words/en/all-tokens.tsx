/** English for the inventory of everybody's tokens. */
import type { ReactNode } from 'react';

export const allTokens = {
  title: 'All tokens',
  intro: 'Everybody’s access tokens, never their values. What is revoked here stops working at once.',
  csv: 'Download as CSV',
  owner: 'Owner',
  anyOwner: 'Anybody',
  disabled: 'disabled',
  everything: 'Everything its owner may do',
  editIntro: (owner: ReactNode) => <>It belongs to {owner}. It can be given only what you both may do.</>,
  filter: {
    label: 'Show',
    kept: 'All but revoked',
    ACTIVE: 'Active',
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
    overLimit: 'Over the lifetime limit',
  },
  report: {
    label: 'The report in numbers',
    live: 'active',
    expiring: 'of these expiring soon',
    never_used: 'never used',
    over_lifetime_limit: 'over the lifetime limit',
    expired: 'expired',
    owners_disabled: 'of disabled owners',
  },
};
