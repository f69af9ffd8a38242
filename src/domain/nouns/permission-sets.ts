/** Permission sets as lists. */
import { sql } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';

export const permissionSetList: Definition = defineList({
  type: 'PermissionSet',
  description: 'A named cap for tokens. A token with it may do what is in the set and its owner may do.',
  table: permissionSets,
  permission: null,
  columns: {
    name: is('string', permissionSets.name, 'Unique whatever its case.'),
    description: is('text', permissionSets.description, 'What it is for.'),
    permissions: is('permissions', permissionSets.permissions, 'The most its tokens may do.'),
    built_in: is('boolean', sql`(${permissionSets.builtIn} is not null)`, 'Comes with Latchkey and cannot be changed.'),
  },
});
