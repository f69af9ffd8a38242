/** English for picking permissions. */
import { plural } from '../plural.ts';

const n = plural('en');

export const permissions = {
  search: 'Search permissions and methods',
  onlyTicked: 'Only checked',
  nothing: 'No permission is like that.',
  open: 'Needs no permission',
  documentation: (name: string) => `Documentation of ${name}`,
  onlyOwn: 'Only what you have yourself is offered.',
  count: (count: number) => n(count, 'permission', 'permissions'),
};
