/** Analyses: what programs measured of a project's revisions. */
import { sql } from 'drizzle-orm';
import { type Measure, projects as projectTable, analyses as table } from '../../../schema/projects.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import { onAllProjects } from '../access/effective-permissions.ts';
import { invalid } from '../base/errors.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import * as logs from '../audit/record.ts';
import { requireName } from '../base/names.ts';
import { requireProject } from './grants.ts';
import * as projects from './projects.ts';
import { transact } from '../base/transact.ts';
import * as users from '../people/users.ts';
import type { Viewer } from '../access/viewer.ts';

export const definition: Definition = defineList({
  type: 'Analysis',
  description: 'The measures of one revision of a project.',
  table,
  permission: null,
  visible: {
    allWith: onAllProjects,
    others: (viewer) =>
      sql`${table.projectId} in (select ${projectTable.id} from ${projectTable} where ${projects.visibleByGrant(viewer)})`,
  },
  columns: {
    revision: is('string', table.revision, 'The revision analysed, such as a commit.'),
    branch: is('string', table.branch, 'The branch it is on.'),
    user_id: is('int64', table.userId, 'Who submitted it.'),
    project_id: is('int64', table.projectId, 'The project.'),
  },
  hidden: { measures: table.measures },
  relations: {
    user: {
      to: () => users.definition,
      many: false,
      from: 'user_id',
      at: usersTable.id,
      description: 'Who submitted it.',
    },
  },
});

export interface AnalysisInput {
  project_key: string;
  revision: string;
  branch: string;
  measures: readonly Measure[];
}

const mostMeasures = 1_000;

/** Submits the measures of a revision. Errors: FORBIDDEN with EXECUTE_ANALYSIS missing, INVALID_INPUT. */
export function submit(db: Db, viewer: Viewer, input: AnalysisInput): Promise<{ id: string }> {
  return transact(db, viewer, async (tx, viewer) => {
    const { id: projectId } = await requireProject(tx, viewer, { key: input.project_key }, 'EXECUTE_ANALYSIS');
    const revision = requireName('revision', input.revision);
    const branch = requireName('branch', input.branch);
    if (input.measures.length > mostMeasures) throw invalid('measures', `must be at most ${mostMeasures}.`);
    const measures = input.measures.map(({ metric, value }) => ({
      metric: requireName('measures.metric', metric),
      value,
    }));
    const tokenId = viewer.credential.kind === 'token' ? viewer.credential.id : null;
    const values = { projectId, revision, branch, measures, userId: viewer.userId, tokenId };
    const [analysis] = await tx.insert(table).values(values).returning({ id: table.id });
    const id = analysis?.id as string;
    const message = `An analysis of ${revision} was submitted for project ${input.project_key}.`;
    await logs.record(tx, viewer, { type: 'CREATED', entity: 'Analysis', id, message, current: { revision, branch } });
    return { id };
  });
}
