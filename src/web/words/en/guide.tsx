/** English for the guide on a new server. */
import type { ReactNode } from 'react';

export const guide = {
  title: 'Your first API call in four steps',
  text: 'After these steps a program can call the API, with the permissions of a role and no others.',
  doneTitle: 'It works',
  doneText: 'A program called the API as a user, with only the permissions of that user’s role.',
  hide: 'Hide this guide',
  close: 'Close this guide',
  isDone: 'Done',
  role: {
    title: 'Create a role',
    text: 'A role is a set of permissions for users. You can change it later.',
    what: 'What may its users do?',
    name: 'Name of the role',
    choices: {
      readers: { name: 'Reader', label: 'Read', text: 'See users and roles, and change nothing.' },
      helpers: { name: 'Support', label: 'Manage users', text: 'Also create and edit users.' },
      builders: { name: 'Builder', label: 'Analyse projects', text: 'Create projects and submit analyses.' },
    },
    act: 'Create the role',
    done: (name: ReactNode) => <>The role {name} was created.</>,
  },
  user: {
    title: 'Create a user',
    text: (role: ReactNode) => <>A user with the role {role} has its permissions and no others.</>,
    act: 'Create the user',
    done: (name: ReactNode) => <>The user {name} was created.</>,
    lost: 'They set their password with the link in their email, or with the one that was shown here once.',
    open: 'Make a new link on their page.',
  },
  token: {
    title: 'Generate a token',
    text: (user: ReactNode) => (
      <>
        A program with this token acts as {user}. The token expires after a week at most. Its value is shown once, in
        the next step.
      </>
    ),
    name: 'Name of the token',
    usual: 'First call',
    act: 'Generate the token',
    done: (name: ReactNode) => <>The token {name} was generated.</>,
  },
  call: {
    title: 'Call the API',
    text: 'Run this in a terminal:',
    command: 'Command',
    once: 'The command contains the value of the token. It is shown only here, and disappears when you leave this page.',
    lost: 'The value of the token was shown when it was generated; the server does not store it. Call the API with it, or give the token a new value.',
    regenerate: 'Regenerate the token on its page',
    waiting: 'Waiting for the first call. It is shown here within 15 seconds.',
    arrived: (address: ReactNode, distance: string) => (
      <span>
        The first call came from {address}, {distance}.
      </span>
    ),
    justNow: 'just now',
    see: 'See what the token may do and what it is used for',
    document: 'Get a token for exactly one document, in GraphiQL',
  },
};
