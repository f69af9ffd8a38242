/** The list definition of custom permissions. */
import { customPermissions } from '../../../schema/custom-permissions.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { managedBy } from './managed-by.ts';

export const customPermissionList: Definition = defineList({
  type: 'CustomPermission',
  description:
    'A permission that an administrator declared. Latchkey itself requires none of them; other services ask whether a caller has one.',
  table: customPermissions,
  permission: null,
  columns: {
    name: is('string', customPermissions.name, 'The name, which never changes and is a value of `Permission`.'),
    group: is('string', customPermissions.group, 'The heading under which pages list it.'),
    description: is('text', customPermissions.description, 'What it allows.'),
    warning: maybe('text', customPermissions.warning, 'The risk of granting it. Null: no warning.'),
    resource_kinds: is(
      'strings',
      customPermissions.resourceKinds,
      'The kinds of resource to which tokens can limit it, such as `customer`. Empty: none.',
    ),
    managed_by: managedBy(customPermissions.managedBy),
    retired_at: maybe(
      'datetime',
      customPermissions.retiredAt,
      'When it was retired. Those who have it keep it, and nobody else gets it. Null: it is not retired.',
    ),
  },
});
