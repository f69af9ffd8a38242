/** English for deciding requests for access. */
import type { ReactNode } from 'react';

export const requestsToDecide = {
  title: 'Requests to decide',
  intro: 'What people asked to be allowed. Nobody grants what they lack, nor decides on their own request.',
  searchLabel: 'Search reasons and answers',
  who: 'Who',
  user: (id: string) => `User ${id}`,
  account: 'for the account',
  oneToken: 'for one token alone',
  by: (name: ReactNode) => <>by {name}</>,
  actions: (permissions: string) => `Decide on ${permissions}`,
  answer: 'What to say to whoever asked',
  grant: {
    open: 'Grant…',
    title: 'Grant this?',
    span: 'For how long?',
    spans: {
      twoHours: 'Two hours',
      day: 'A day',
      week: 'A week',
      hours: 'Another number of hours',
      ever: 'For ever, until it is taken back',
    },
    hours: 'Hours',
    hoursHint: 'From 1 to 8,760, which is a year.',
    notNumber: 'A whole number is needed.',
    act: 'Grant',
    done: 'It is granted.',
  },
  decline: {
    open: 'Decline…',
    title: 'Decline this?',
    text: 'Whoever asked is told, and may ask again.',
    act: 'Decline',
    done: 'It is declined.',
  },
  end: {
    open: 'Take back…',
    title: 'Take this back?',
    text: 'It holds no more from the answer on, for them and their tokens.',
    reason: 'Why, for the log',
    act: 'Take back',
    done: 'It is taken back.',
  },
};
