import { analyses, projectGrants, projects } from '../../../schema/projects.ts';
import { onAllProjects } from '../access/effective-permissions.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import { visibleByGrant } from '../projects/visible.ts';

export const projectList: Definition = defineList({
  type: 'Project',
  description:
    'A project whose revisions are analysed. Callers see the projects on which they have a permission; callers with `READ_PROJECT` see all.',
  table: projects,
  permission: null,
  visible: { allWith: onAllProjects, others: visibleByGrant },
  columns: {
    key: is('string', projects.key, 'The identifier that programs use: letters, digits and `-_.:`. It never changes.'),
    name: is('string', projects.name, 'The name for people.'),
  },
  relations: {
    analyses: {
      to: 'Analysis',
      many: true,
      from: 'id',
      at: analyses.projectId,
      description: 'The analyses that were submitted for it.',
    },
    grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.projectId,
      description: 'The permissions that are granted on it.',
    },
  },
});
