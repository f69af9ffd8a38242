import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { managedBy } from './managed-by.ts';
import { notesOf } from './notes.ts';

export const roleList: Definition = defineList({
  type: 'Role',
  description: 'A named set of permissions. A user has at most one role.',
  table: roles,
  permission: 'READ_ROLE',
  identifiedBy: ['id', 'sonar_unique_id', 'name'],
  columns: {
    name: is('string', roles.name, 'The name, unique regardless of case; at most 100 characters.'),
    applied_permissions: is('permissions', roles.appliedPermissions, 'The permissions of users with the role.'),
    counted_since: is(
      'datetime',
      roles.countedSince,
      'The start of the period in which uses of all its permissions were counted: when a permission was last added.',
    ),
    removed_permissions: maybe(
      'permissions',
      roles.removedPermissions,
      'The permissions that were last taken off it and not given back since. Null: none.',
    ),
    managed_by: managedBy(roles.managedBy),
    removed_at: maybe('datetime', roles.removedAt, 'When those permissions were taken off.'),
  },
  relations: {
    users: {
      to: 'User',
      many: true,
      from: 'id',
      at: users.roleId,
      description: 'The users with the role.',
    },
    project_grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.roleId,
      description: 'The permissions on single projects that its users have through it.',
    },
    logs: logsOf('Role'),
    access_logs: accessLogsOf('Role'),
    notes: notesOf('Role'),
  },
});
