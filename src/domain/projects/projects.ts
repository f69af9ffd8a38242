/** Projects: what is analysed, and who sees it. */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { analyses as analysisTable, projectGrants as grantTable, projects as table } from '../../../schema/projects.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import { heldBy, onAllProjects } from '../access/effective-permissions.ts';
import * as analyses from './analyses.ts';
import { invalid } from '../base/errors.ts';
import { type Definition, defineList, is } from '../lists/definition.ts';
import * as logs from '../audit/record.ts';
import { requireName } from '../base/names.ts';
import { onOneProject } from '../access/permissions.ts';
import * as grants from './grants.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import type { Viewer } from '../access/viewer.ts';

export const definition: Definition = defineList({
  type: 'Project',
  description: 'Something that is analysed. One sees the projects one may do something on; with `READ_PROJECT` all.',
  table,
  permission: null,
  visible: { allWith: onAllProjects, others: visibleByGrant },
  columns: {
    key: is('string', table.key, 'What programs name it by: letters, digits and `-_.:`, never changed.'),
    name: is('string', table.name, 'What people call it.'),
  },
  relations: {
    analyses: {
      to: () => analyses.definition,
      many: true,
      from: 'id',
      at: analysisTable.projectId,
      description: 'What was submitted for it.',
    },
    grants: {
      to: () => grants.definition,
      many: true,
      from: 'id',
      at: grantTable.projectId,
      description: 'Who may do what on it.',
    },
  },
});

/** The projects that whoever does not see all sees: those with a grant for them, or a project token's one while its owner may analyse it. */
export function visibleByGrant(viewer: Viewer): SQL {
  if (viewer.tokenType === 'GLOBAL_ANALYSIS') return sql`false`;
  const counted = viewer.projectId === null ? withinIssuer(viewer) : eq(grantTable.permission, 'EXECUTE_ANALYSIS');
  const granted = sql`${table.id} in (select ${grantTable.projectId} from ${grantTable} where ${and(counted, grants.grantedTo(viewer))})`;
  if (viewer.projectId === null) return granted;
  const analysesAll = sql`exists (
    select 1 from ${usersTable} where ${usersTable.id} = ${viewer.userId}
      and (${usersTable.superAdmin} or 'EXECUTE_ANALYSIS' = any(${heldBy(usersTable.id, usersTable.roleId)})))`;
  return and(eq(table.id, viewer.projectId), or(granted, analysesAll)) as SQL;
}

/** What was granted to the owner of a token opens no project to whoever issued it and could not grant that. */
const withinIssuer = ({ limitedByIssuer, cap }: Viewer) =>
  limitedByIssuer
    ? inArray(
        grantTable.permission,
        onOneProject.filter((permission) => cap?.has(permission)),
      )
    : undefined;

const keyShape = /^[\w\-.:]{1,200}$/;

/** Creates a project; whoever does may administer it. Errors: INVALID_INPUT, CONFLICT (key). */
export function create(db: Db, viewer: Viewer, input: { key: string; name: string }): Promise<{ id: string }> {
  if (!keyShape.test(input.key)) throw invalid('key', because('NOT_A_KEY', { most: 200 }));
  const name = requireName('name', input.name);
  return transact(db, viewer, async (tx, viewer) => {
    const written = tx.insert(table).values({ key: input.key, name }).returning();
    const [project] = await unique(written, { projects_key: 'key' });
    const id = project?.id as string;
    await tx
      .insert(grantTable)
      .values(onOneProject.map((permission) => ({ projectId: id, permission, userId: viewer.userId })));
    const message = `Project ${input.key} was created.`;
    await logs.record(tx, viewer, {
      type: 'CREATED',
      entity: 'Project',
      id,
      message,
      current: { key: input.key, name },
    });
    return { id };
  });
}

/** Calls a project the viewer administers by another name; its key stays. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
export function update(db: Db, viewer: Viewer, id: string, input: { name?: string | null }): Promise<void> {
  return transact(db, viewer, async (tx, viewer) => {
    const before = await grants.requireProject(tx, viewer, { id }, 'ADMINISTER_PROJECT');
    const name = input.name == null ? before.name : requireName('name', input.name);
    await tx.update(table).set({ id, name }).where(eq(table.id, id));
    const message = `Project ${before.key} was changed.`;
    const change = { previous: { name: before.name }, current: { name } };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Project', id, message, ...change });
  });
}
