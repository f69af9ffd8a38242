/** English for the pages about custom permissions. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const customPermissions = {
  title: 'Custom permissions',
  empty: {
    title: 'There are no custom permissions yet',
    text: 'Declare a permission for what your own services check, such as CREATE_INVOICE. Roles and tokens can then have it.',
  },
  intro:
    'Permissions of your other services. Roles, permission sets, tokens and requests give them like those of Latchkey, and your services ask Latchkey whether a caller has one.',
  create: 'New permission',
  searchLabel: 'Search custom permissions',
  columns: { name: 'Name', group: 'Group', uses: 'Roles and sets', changed: 'Changed' },
  counts: ({ roles, sets }: { roles: number | null; sets: number }) =>
    [roles && n(roles, 'role', 'roles'), sets && n(sets, 'set', 'sets')].filter(Boolean).join(', ') || '–',
  retired: 'Retired',
  nameHint:
    '3 to 64 upper case letters, digits and underscores, such as CREATE_INVOICE. It cannot be changed later, because your services check it.',
  groupHint: 'The heading under which it is listed, such as Billing.',
  description: 'What it allows',
  warning: 'Warning',
  warningHint: 'The risk of granting it, shown wherever it can be selected.',
  kinds: 'Kinds of resource',
  kindsHint:
    'One per line, such as customer: tokens can then limit the permission to single customers. They cannot be changed later.',
  createTitle: 'New custom permission',
  createIntro: 'Super admins have it at once. Everybody else gets it through a role, a token or a request.',
  createAct: 'Create permission',
  created: 'The permission was created.',
  inForce: 'Its name cannot be changed, because your services check it.',
  retiredSince: (day: string) => `Retired on ${day}: those who have it keep it, and nobody else gets it.`,
  whereUsed: 'Who has it',
  uses: { roles: 'Roles', sets: 'Permission sets', tokens: 'Active tokens that list it', grants: 'Granted requests' },
  notUsed: 'Nothing that you may read has it, apart from super admins.',
  requiredBy: 'APIs that require it',
  requiredText:
    'Their OpenAPI documents name it. Without it, requests to these operations are refused, unless the document names another permission that is enough.',
  notRequired: 'No OpenAPI document of an API requires it.',
  operations: (count: number) => n(count, 'operation', 'operations'),
  holders: {
    roles: (count: number) => `${n(count, 'role has', 'roles have')} it.`,
    sets: (count: number) => `${n(count, 'permission set has', 'permission sets have')} it.`,
    tokens: (count: number) => `${n(count, 'active token lists', 'active tokens list')} it.`,
    grants: (count: number) => `${n(count, 'granted request gives', 'granted requests give')} it.`,
  },
  save: 'Save',
  saved: 'The permission was changed.',
  retire: 'Retire',
  retireTitle: (name: ReactNode) => <>Retire {name}?</>,
  retireText: 'Those who have it keep it. Nobody else gets it any more, until you allow grants again.',
  retireRequired: (apis: string) =>
    `These APIs require it: ${apis}. Their requests that need it stay refused to everybody who does not have it.`,
  wasRetired: 'The permission was retired.',
  allowGrants: 'Allow grants again',
  allowGrantsTitle: (name: ReactNode) => <>Allow grants of {name} again?</>,
  allowGrantsText: 'Roles, permission sets, tokens and requests can give it again.',
  grantableAgain: 'The permission can be granted again.',
  delete: 'Delete',
  deleteTitle: (name: ReactNode) => <>Delete {name}?</>,
  deleteText: 'Only a permission that nobody but super admins has can be deleted. Otherwise, retire it.',
  deleteRequired: (apis: string) =>
    `It cannot be deleted while OpenAPI documents of APIs require it: ${apis}. Requests that need it would all be refused. Change the documents first.`,
  deleted: 'The permission was deleted.',
};
