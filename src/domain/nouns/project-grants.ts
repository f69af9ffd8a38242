import { projectGrants, projects } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { onAdministered } from '../projects/visible.ts';

export const projectGrantList: Definition = defineList({
  type: 'ProjectGrant',
  description:
    'A permission on one project, for a user or for all users of a role. Callers see the grants on projects that they administer.',
  table: projectGrants,
  permission: 'ADMINISTER_PROJECT',
  byGrant: onAdministered,
  columns: {
    project_id: is('int64', projectGrants.projectId, 'The id of the project.'),
    permission: is('project_permission', projectGrants.permission, 'The permission that is granted.'),
    user_id: maybe('int64', projectGrants.userId, 'The id of the user to whom it is granted.'),
    role_id: maybe('int64', projectGrants.roleId, 'The id of the role to whose users it is granted.'),
  },
  relations: {
    project: {
      to: 'Project',
      many: false,
      from: 'project_id',
      at: projects.id,
      description: 'The project.',
    },
    user: {
      to: 'User',
      many: false,
      from: 'user_id',
      at: users.id,
      description: 'The user to whom it is granted.',
    },
    role: {
      to: 'Role',
      many: false,
      from: 'role_id',
      at: roles.id,
      description: 'The role to whose users it is granted.',
    },
  },
});
