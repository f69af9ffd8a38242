/** Submitting analyses of projects. */
import { type Measure, analyses as table } from '../../../schema/projects.ts';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { invalid } from '../base/errors.ts';
import { requireName } from '../base/names.ts';
import { transact } from '../base/transact.ts';
import { requireProject } from './permissions.ts';

export interface AnalysisInput {
  project_key: string;
  revision: string;
  branch: string;
  measures: readonly Measure[];
}

const mostMeasures = 1_000;

/** Submits the measures of a revision. Errors: FORBIDDEN without EXECUTE_ANALYSIS, NOT_FOUND, INVALID_INPUT. */
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
