import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { notesOf } from './notes.ts';

export const roleList: Definition = defineList({
  type: 'Role',
  description: 'A named set of permissions. A user is in at most one role.',
  table: roles,
  permission: 'READ_ROLE',
  columns: {
    name: is('string', roles.name, 'Unique whatever its case; at most 100 characters.'),
    applied_permissions: is('permissions', roles.appliedPermissions, 'What users of the role may do.'),
    counted_since: is(
      'datetime',
      roles.countedSince,
      'Since when uses of all its permissions are counted: when it was last given one.',
    ),
    removed_permissions: maybe(
      'permissions',
      roles.removedPermissions,
      'What was last taken off it and not given back since. Null: nothing.',
    ),
    removed_at: maybe('datetime', roles.removedAt, 'When that was taken off.'),
  },
  relations: {
    users: {
      to: 'User',
      many: true,
      from: 'id',
      at: users.roleId,
      description: 'The users in the role.',
    },
    project_grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.roleId,
      description: 'What its users may do on single projects through it.',
    },
    logs: logsOf('Role'),
    access_logs: accessLogsOf('Role'),
    notes: notesOf('Role'),
  },
});
