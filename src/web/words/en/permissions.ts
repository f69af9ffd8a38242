/** English for picking permissions. */
import type { Method, Said } from '../../features/permissions/catalog.ts';
import { plural } from '../plural.ts';

const n = plural('en');

export const permissions = {
  search: 'Search permissions and methods',
  onlyTicked: 'Only checked',
  nothing: 'No permission is like that.',
  open: 'Needs no permission',
  /** What the server calls the groups, in other words. */
  groups: {} as Record<string, string>,
  /** A permission as the server says it. */
  said: ({ description, warning }: Said): Pick<Said, 'description' | 'warning'> => ({ description, warning }),
  method: ({ description }: Method) => description.replaceAll('`', ''),
  documentation: (name: string) => `Documentation of ${name}`,
  onlyOwn: 'Only what you have yourself is offered.',
  count: (count: number) => n(count, 'permission', 'permissions'),
};
