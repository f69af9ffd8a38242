/** The list definition of permission sets. */
import { sql } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import { managedBy } from './managed-by.ts';

export const permissionSetList: Definition = defineList({
  type: 'PermissionSet',
  description:
    'A named cap for tokens. A token with it has the permissions that are in the set and that its owner has.',
  table: permissionSets,
  permission: null,
  columns: {
    name: is('string', permissionSets.name, 'The name, unique regardless of case.'),
    description: is('text', permissionSets.description, 'What the permission set is for.'),
    permissions: is('permissions', permissionSets.permissions, 'The permissions that its tokens have at most.'),
    managed_by: managedBy(permissionSets.managedBy),
    built_in: is(
      'boolean',
      sql`(${permissionSets.builtIn} is not null)`,
      'Whether it is built into Latchkey and cannot be changed.',
    ),
  },
});
