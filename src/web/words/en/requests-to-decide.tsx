/** English for deciding requests for access. */
import type { ReactNode } from 'react';

export const requestsToDecide = {
  title: 'Requests to decide',
  empty: {
    title: 'No request waits for a decision',
    text: 'When a user asks for permissions, the request appears here and in the navigation.',
  },
  intro:
    'The permissions that users requested. Nobody can grant permissions that they lack, or decide on their own request.',
  searchLabel: 'Search reasons and answers',
  who: 'Requested by',
  user: (id: string) => `User ${id}`,
  account: 'for the account',
  oneToken: 'for one token',
  by: (name: ReactNode) => <>by {name}</>,
  actions: (permissions: string) => `Decide on ${permissions}`,
  answer: 'Answer to the user',
  grant: {
    open: 'Grant…',
    title: (name: ReactNode) => <>Grant access to {name}?</>,
    quote: (reason: string) => `“${reason}”`,
    span: 'For how long?',
    spans: {
      twoHours: 'Two hours',
      day: 'A day',
      week: 'A week',
      hours: 'Another number of hours',
      until: 'Until a day',
      ever: 'Without an end, until it is taken back',
    },
    hours: 'Hours',
    hoursHint: 'From 1 to 8,760, which is a year.',
    lastDay: 'Until',
    lastDayHint: 'From today, at most a year.',
    noDay: 'Choose a day.',
    ends: (instant: string) => `The access ends on ${instant}.`,
    notNumber: 'A whole number is needed.',
    act: 'Grant',
    done: 'The request was granted.',
  },
  decline: {
    open: 'Decline…',
    title: 'Decline this request?',
    text: 'The user is notified and may ask again.',
    act: 'Decline',
    done: 'The request was declined.',
  },
  end: {
    open: 'Take back…',
    title: 'Take back these permissions?',
    text: 'The user and their tokens lose these permissions at once.',
    reason: 'Reason, for the log',
    act: 'Take back',
    done: 'The permissions were taken back.',
  },
};
