/** English for the first visit. */
import type { ReactNode } from 'react';

export const firstVisit = {
  title: 'From nothing to a first call',
  text: 'Four steps lead to a program that may do exactly what its role says, and no more.',
  doneTitle: 'It works',
  doneText: 'A program has called in the name of a user, and could do no more than the role of that user allows.',
  hide: 'Hide this guide',
  close: 'Close this guide',
  isDone: 'Done',
  role: {
    title: 'Make a role',
    text: 'A role says what people in it may do. You can change every permission of it later.',
    what: 'What should they do?',
    name: 'Name of the role',
    choices: {
      readers: { name: 'Reader', label: 'Look', text: 'See users and roles, and change nothing.' },
      helpers: { name: 'Support', label: 'Look after people', text: 'Create and edit users as well.' },
      builders: { name: 'Builder', label: 'Analyse projects', text: 'Create projects and submit analyses.' },
    },
    act: 'Make the role',
    done: (name: ReactNode) => <>There is the role {name}.</>,
  },
  user: {
    title: 'Make a user',
    text: (role: ReactNode) => <>Whoever is in the role {role} may do what it says, and no more.</>,
    act: 'Make the user',
    done: (name: ReactNode) => <>There is {name}.</>,
  },
  token: {
    title: 'Make a token',
    text: (user: ReactNode) => (
      <>A program that holds it acts for {user}, for a week at most. Its value is shown once, in the next step.</>
    ),
    name: 'Name of the token',
    usual: 'First call',
    act: 'Make the token',
    done: (name: ReactNode) => <>There is the token {name}.</>,
  },
  call: {
    title: 'Call',
    text: 'Run this in a terminal:',
    command: 'Command',
    once: 'The value of the token is in it. It is shown here only, and gone when you leave this page.',
    lost: 'The value of the token was shown when it was made, and is stored nowhere. Call with it, or remove the token and make another.',
    waiting: 'Waiting for the first call. It shows within a quarter of a minute.',
    arrived: (address: ReactNode, distance: string) => (
      <span>
        It came from {address}, {distance}.
      </span>
    ),
    justNow: 'just now',
    see: 'What the token may do and does',
  },
};
