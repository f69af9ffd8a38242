/** English for the pages about roles. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const roles = {
  title: 'Roles',
  intro: 'A role says what its users may do. A change reaches all of them, and their tokens, at once.',
  create: 'New role',
  searchLabel: 'Search roles',
  columns: { name: 'Name', may: 'May do', users: 'Users', changed: 'Changed' },
  users: (count: number) => (count === 0 ? 'Nobody' : n(count, 'user', 'users')),
  permissions: 'What its users may do',
  nothing: 'Nothing.',
  whoHasIt: 'Who has it',
  allUsers: (count: number) => (count === 1 ? 'The one user' : `All ${n(count, 'user', 'users')}`),
  nobody: 'Nobody yet.',
  disabled: 'Disabled',
  createTitle: 'New role',
  createIntro: 'Tick what its users should be able to do. You can give only what you have yourself.',
  createAct: 'Create role',
  created: 'The role was created.',
  edit: 'Edit',
  editTitle: (name: string) => `Edit ${name}`,
  reaches: (count: number) =>
    count === 0 ? 'Nobody is in it yet.' : `What you change holds for ${n(count, 'user', 'users')} at once.`,
  save: 'Save',
  saved: 'The role was changed.',
  remove: 'Delete',
  removeTitle: (name: ReactNode) => <>Delete {name}?</>,
  removeText: 'Only a role that nobody is in can be deleted.',
  removed: 'The role was deleted.',
};
