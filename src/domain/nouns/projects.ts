import { analyses, projectGrants, projects } from '../../../schema/projects.ts';
import { onAllProjects } from '../access/effective-permissions.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import { visibleByGrant } from '../projects/visible.ts';

export const projectList: Definition = defineList({
  type: 'Project',
  description: 'Something that is analysed. One sees the projects one may do something on; with `READ_PROJECT` all.',
  table: projects,
  permission: null,
  visible: { allWith: onAllProjects, others: visibleByGrant },
  columns: {
    key: is('string', projects.key, 'What programs name it by: letters, digits and `-_.:`, never changed.'),
    name: is('string', projects.name, 'What people call it.'),
  },
  relations: {
    analyses: {
      to: 'Analysis',
      many: true,
      from: 'id',
      at: analyses.projectId,
      description: 'What was submitted for it.',
    },
    grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.projectId,
      description: 'Who may do what on it.',
    },
  },
});
