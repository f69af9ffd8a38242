/** English for the pages about roles. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const roles = {
  title: 'Roles',
  empty: {
    title: 'There are no roles yet',
    text: 'A role is what its users may do. Create one for each kind of work, such as support or accounting, and give it to users.',
  },
  intro: 'A role is a set of permissions for users. A change applies to all its users, and to their tokens, at once.',
  create: 'New role',
  searchLabel: 'Search roles',
  columns: { name: 'Name', permissions: 'Permissions', users: 'Users', changed: 'Changed' },
  users: (count: number) => (count === 0 ? 'No users' : n(count, 'user', 'users')),
  permissions: 'Permissions of its users',
  nothing: 'It has no permissions.',
  whoHasIt: 'Users with this role',
  allUsers: (count: number) => (count === 1 ? 'The only user' : `All ${n(count, 'user', 'users')}`),
  nobody: 'No user has this role yet.',
  disabled: 'Disabled',
  createTitle: 'New role',
  createIntro: 'Select the permissions of its users. You can give only permissions that you have.',
  createAct: 'Create role',
  created: 'The role was created.',
  edit: 'Edit',
  editTitle: (name: string) => `Edit ${name}`,
  reaches: (count: number) =>
    count === 0 ? 'No user has this role yet.' : `A change applies to ${n(count, 'user', 'users')} at once.`,
  save: 'Save',
  saved: 'The role was changed.',
  delete: 'Delete',
  deleteTitle: (name: ReactNode) => <>Delete {name}?</>,
  haveIt: (count: number) =>
    count === 0 ? 'No user has it.' : `${n(count, 'user has', 'users have')} it: give them another role first.`,
  deleteText: 'Only a role without users can be deleted.',
  deleted: 'The role was deleted.',
};
