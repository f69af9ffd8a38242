import { projectGrants, projects } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { onAdministered } from '../projects/visible.ts';

export const projectGrantList: Definition = defineList({
  type: 'ProjectGrant',
  description:
    'A permission on one project, for a user or for everybody in a role. One sees those on projects one administers.',
  table: projectGrants,
  permission: 'ADMINISTER_PROJECT',
  byGrant: onAdministered,
  columns: {
    project_id: is('int64', projectGrants.projectId, 'The project.'),
    permission: is('project_permission', projectGrants.permission, 'What may be done.'),
    user_id: maybe('int64', projectGrants.userId, 'The user who may do it.'),
    role_id: maybe('int64', projectGrants.roleId, 'The role whose users may do it.'),
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
      description: 'The user who may do it.',
    },
    role: {
      to: 'Role',
      many: false,
      from: 'role_id',
      at: roles.id,
      description: 'The role whose users may do it.',
    },
  },
});
