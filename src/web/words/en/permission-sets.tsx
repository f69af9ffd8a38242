/** English for the pages about permission sets. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const permissionSets = {
  title: 'Permission sets',
  intro:
    'Limits with a name that people give their tokens. A set is read at each use: narrowing it narrows its tokens.',
  create: 'New set',
  searchLabel: 'Search permission sets',
  columns: { name: 'Name', may: 'At most', changed: 'Changed' },
  builtIn: 'Built in',
  builtInIntro: 'It comes with Latchkey and cannot be changed.',
  description: 'What it is for',
  permissions: 'The most its tokens may do',
  createTitle: 'New permission set',
  createIntro: 'Whoever gives it to a token still needs the permissions themselves.',
  createAct: 'Create set',
  created: 'The set was created.',
  reaches: (count: number) =>
    count === 0 ? 'No token uses it yet.' : `What you change holds for ${n(count, 'token', 'tokens')} at once.`,
  reachesAll: 'What you change holds for all its tokens at once.',
  save: 'Save',
  saved: 'The set was changed.',
  remove: 'Delete',
  removeTitle: (name: ReactNode) => <>Delete {name}?</>,
  removeText: 'Only a set that no token is limited to can be deleted.',
  removed: 'The set was deleted.',
};
