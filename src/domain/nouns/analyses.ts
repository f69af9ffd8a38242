/** Analyses of projects as lists. */
import { sql } from 'drizzle-orm';
import { analyses, projects } from '../../../schema/projects.ts';
import { users } from '../../../schema/users.ts';
import { onAllProjects } from '../access/effective-permissions.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import { visibleByGrant } from '../projects/visible.ts';

export const analysisList: Definition = defineList({
  type: 'Analysis',
  description: 'The measures of one revision of a project.',
  table: analyses,
  permission: null,
  visible: {
    allWith: onAllProjects,
    others: (viewer) =>
      sql`${analyses.projectId} in (select ${projects.id} from ${projects} where ${visibleByGrant(viewer)})`,
  },
  columns: {
    revision: is('string', analyses.revision, 'The analysed revision, such as a commit.'),
    branch: is('string', analyses.branch, 'The branch of the revision.'),
    user_id: is('int64', analyses.userId, 'The id of the user who submitted it.'),
    project_id: is('int64', analyses.projectId, 'The project.'),
  },
  hidden: { measures: analyses.measures },
  relations: {
    user: {
      to: 'User',
      many: false,
      from: 'user_id',
      at: users.id,
      description: 'The user who submitted it.',
    },
  },
});
