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
  count: (count: number) => n(count, 'permission', 'permissions'),
};
