/** English for the pages about permission sets. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const permissionSets = {
  title: 'Permission sets',
  intro: 'Named sets of permissions that limit tokens. A change of a set applies to all its tokens at once.',
  create: 'New set',
  searchLabel: 'Search permission sets',
  columns: { name: 'Name', permissions: 'Permissions', changed: 'Changed' },
  builtIn: 'Built in',
  builtInIntro: 'This set comes with Latchkey and cannot be changed.',
  description: 'What it is for',
  permissions: 'The permissions that its tokens have at most',
  createTitle: 'New permission set',
  createIntro: 'A user who gives it to a token must have the permissions themselves.',
  createAct: 'Create set',
  created: 'The set was created.',
  reaches: (count: number) =>
    count === 0 ? 'No token uses it yet.' : `A change applies to ${n(count, 'token', 'tokens')} at once.`,
  reachesAll: 'A change applies to all its tokens at once.',
  save: 'Save',
  saved: 'The set was changed.',
  delete: 'Delete',
  deleteTitle: (name: ReactNode) => <>Delete {name}?</>,
  limited: (count: number) =>
    count === 0 ? 'No token is limited to it.' : `${n(count, 'active token is', 'active tokens are')} limited to it.`,
  deleteText: 'Only a set that no token is limited to can be deleted.',
  deleted: 'The set was deleted.',
};
