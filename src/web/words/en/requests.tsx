/** English for asking for access. */
import type { ReactNode } from 'react';

export const requests = {
  title: 'Access requests',
  intro: 'Permissions you asked for, for your account or for one token alone, and what became of it.',
  ask: 'Ask for access',
  askIntro: 'Those who can grant what you ask for see the request. Their answer is among your requests.',
  for: 'For',
  tokenOf: (name: string) => `The token ${name}`,
  pick: 'Pick at least one permission.',
  nothingLacked: 'It lacks nothing: there is nothing to ask for.',
  sent: 'The request is sent.',
  send: 'Send the request',
  reason: { label: 'What is it needed for?', hint: 'Whoever decides reads this.' },
  inPlace: {
    text: (permissions: string) =>
      `You ask for ${permissions}, for your account. Those who can grant it see the request.`,
    asked: 'You have asked for it. Once it is granted, try again.',
    see: 'Your requests',
  },
  filter: 'Show',
  states: {
    all: 'All',
    PENDING: 'Waiting',
    GRANTED: 'Granted',
    DECLINED: 'Declined',
    EXPIRED: 'Over',
    ENDED: 'Taken back',
  },
  columns: { permissions: 'Permissions', for: 'For', created: 'Asked', state: 'State', actions: 'Actions' },
  account: 'Your account',
  token: (name: ReactNode) => <>Token {name}</>,
  until: (instant: string) => `until ${instant}`,
  forEver: 'without end',
  answer: (answer: string) => `“${answer}”`,
  withdraw: 'Withdraw',
  withdrawOf: (permissions: string) => `Withdraw the request for ${permissions}`,
  withdrawn: 'The request is withdrawn.',
  giveBack: 'Give back',
  giveBackOf: (permissions: string) => `Give back ${permissions}`,
  giveBackTitle: 'Give back what was granted?',
  giveBackText: (permissions: string) => `${permissions} ends at once. To have it again, ask again.`,
  givenBack: 'It is given back.',
  empty: {
    title: 'You have not asked for anything',
    text: 'When something is refused for want of a permission, you can ask for it right there, or here beforehand.',
  },
  closed: {
    title: 'You may not open this page',
    text: (permission: string) => `It takes ${permission}, which you do not have.`,
  },
};
