/** English for choosing permissions. */
import { plural } from '../plural.ts';

const n = plural('en');

export const permissions = {
  search: 'Search permissions and methods',
  onlyTicked: 'Only selected',
  nothing: 'No permission was found.',
  noPermission: 'Needs no permission',
  documentation: (name: string) => `Documentation of ${name}`,
  onlyOwn: 'Only permissions that you have are offered.',
  limitable: (kinds: string) => `Tokens can limit it to single resources: ${kinds}.`,
  startFrom: 'Start from',
  none: (nouns: string) => `None: ${nouns}.`,
  noneOthers: (count: number) => `${n(count, 'other kind', 'other kinds')}: none`,
  levels: { NONE: 'None', READ: 'Read', WRITE: 'Write', CUSTOM: 'Custom' },
  single: 'Single permissions',
  singleWithMethods: 'Single permissions and methods',
  meaning: {
    sentence: (reads: number, changes: number, tokens: string | null) => {
      const kinds = (count: number) => n(count, 'kind of record', 'kinds of records');
      if (reads + changes === 0) return 'Nothing is selected yet.';
      const end = tokens ? `; ${tokens}.` : '.';
      if (reads === 0) return `May change ${kinds(changes)} and read none${end}`;
      return `May read ${kinds(reads)} and change ${changes === 0 ? 'none' : changes}${end}`;
    },
    noTokens: 'cannot issue tokens',
    tokens: 'may issue tokens for other users',
    noTokensForOthers: 'cannot issue tokens for other users',
  },
  warnings: 'Know this before you save',
  count: (count: number) => n(count, 'permission', 'permissions'),
};
