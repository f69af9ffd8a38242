/** English for requesting access. */
import type { ReactNode } from 'react';

export const requests = {
  title: 'Access requests',
  intro: 'The permissions that you requested, for your account or for one token, and the decisions.',
  ask: 'Ask for access',
  askIntro: 'Users who can grant the permissions see your request. Their answer appears in your list of requests.',
  for: 'For',
  tokenOf: (name: string) => `The token ${name}`,
  pick: 'Pick at least one permission.',
  nothingLacked: 'No permission is missing: there is nothing to ask for.',
  sent: 'The request was sent.',
  send: 'Send the request',
  reason: { label: 'What is it needed for?', hint: 'Users who decide on the request read this.' },
  inPlace: {
    text: (permissions: string) =>
      `You ask for ${permissions}, for your account. Users who can grant this see the request.`,
    sent: 'The request was sent. Try again once it is granted.',
    see: 'Your requests',
  },
  filter: 'Show',
  states: {
    all: 'All',
    PENDING: 'Pending',
    GRANTED: 'Granted',
    DECLINED: 'Declined',
    EXPIRED: 'Expired',
    ENDED: 'Ended',
  },
  columns: { permissions: 'Permissions', for: 'For', created: 'Requested', state: 'State', actions: 'Actions' },
  account: 'Your account',
  token: (name: ReactNode) => <>Token {name}</>,
  granted: {
    until: (instant: ReactNode) => <>Granted until {instant}:</>,
    ever: 'Granted on request, without an end:',
    unseen: 'Permissions that were granted on request are not shown: you lack READ_ACCESS_REQUEST.',
  },
  until: (instant: string) => `until ${instant}`,
  noEnd: 'without end',
  answer: (answer: string) => `“${answer}”`,
  withdraw: 'Withdraw',
  withdrawOf: (permissions: string) => `Withdraw the request for ${permissions}`,
  withdrawn: 'The request was withdrawn.',
  giveBack: 'Give back',
  giveBackOf: (permissions: string) => `Give back ${permissions}`,
  giveBackTitle: 'Give back what was granted?',
  giveBackText: (permissions: string) => `You lose ${permissions} at once. You can ask for it again.`,
  givenBack: 'The permissions were given back.',
  empty: {
    title: 'You have no requests',
    text: 'When a permission is missing, you can ask for it where something was refused, or here in advance.',
  },
  forbidden: {
    title: 'You may not open this page',
    text: (permission: string) => `It requires ${permission}, which you do not have.`,
  },
};
