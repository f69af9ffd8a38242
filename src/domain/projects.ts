/** Projects, who may do what on each, and the analyses submitted for them. */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { analyses, projectGrants as grants, type Measure, projects as table } from '../../schema/projects.ts';
import { roles } from '../../schema/roles.ts';
import { users as usersTable } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import { forbidden, invalid, notFound } from './errors.ts';
import { type Definition, defineList, is, maybe } from './lists/definition.ts';
import * as logs from './logs.ts';
import { requireName } from './names.ts';
import type { Permission } from './permissions.ts';
import type { TokenType } from './secrets.ts';
import { transact, unique } from './transact.ts';
import * as users from './users.ts';
import type { Viewer } from './viewer.ts';

/** What can be granted on one project. */
export const grantable = ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'] as const satisfies Permission[];
export type ProjectPermission = (typeof grantable)[number];

export const definition: Definition = defineList({
  type: 'Project',
  description: 'Something that is analysed. One sees the projects one may do something on; with `READ_PROJECT` all.',
  table,
  permission: null,
  visible,
  columns: {
    key: is('string', table.key, 'What programs name it by: letters, digits and `-_.:`, never changed.'),
    name: is('string', table.name, 'What people call it.'),
  },
  relations: {
    analyses: {
      to: () => analysisDefinition,
      many: true,
      from: 'id',
      at: analyses.projectId,
      description: 'What was submitted for it.',
    },
    grants: {
      to: () => grantDefinition,
      many: true,
      from: 'id',
      at: grants.projectId,
      description: 'Who may do what on it.',
    },
  },
});

export const analysisDefinition: Definition = defineList({
  type: 'Analysis',
  description: 'The measures of one revision of a project.',
  table: analyses,
  permission: null,
  visible: (viewer) => {
    const seen = visible(viewer);
    return seen && sql`${analyses.projectId} in (select ${table.id} from ${table} where ${seen})`;
  },
  columns: {
    revision: is('string', analyses.revision, 'The revision analysed, such as a commit.'),
    branch: is('string', analyses.branch, 'The branch it is on.'),
    user_id: is('int64', analyses.userId, 'Who submitted it.'),
    project_id: is('int64', analyses.projectId, 'The project.'),
  },
  hidden: { measures: analyses.measures },
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

export const grantDefinition: Definition = defineList({
  type: 'ProjectGrant',
  description: 'A permission on one project, for a user or for everybody in a role.',
  table: grants,
  permission: 'ADMINISTER_PROJECT',
  columns: {
    project_id: is('int64', grants.projectId, 'The project.'),
    permission: is('project_permission', grants.permission, 'What may be done.'),
    user_id: maybe('int64', grants.userId, 'The user who may do it.'),
    role_id: maybe('int64', grants.roleId, 'The role whose users may do it.'),
  },
});

/** Who holds a permission on a project: enough of a viewer or of a token's owner to ask. */
export interface Holder {
  userId: string;
  roleId: string | null;
  permissions: ReadonlySet<Permission>;
  cap?: ReadonlySet<Permission> | null;
  projectId?: string | null;
  tokenType?: TokenType | null;
}

const grantedTo = ({ userId, roleId }: Holder) =>
  or(eq(grants.userId, userId), roleId === null ? undefined : eq(grants.roleId, roleId));

/** Whether the permission is held on the project: everywhere, or by a grant on it, and within the token's cap. */
export async function mayOn(
  db: Db,
  holder: Holder,
  projectId: string,
  permission: ProjectPermission,
): Promise<boolean> {
  if (holder.cap && !holder.cap.has(permission)) return false;
  if (holder.projectId && holder.projectId !== projectId) return false;
  if (holder.permissions.has(permission)) return true;
  if (holder.tokenType === 'GLOBAL_ANALYSIS') return false;
  const [grant] = await db
    .select({ id: grants.id })
    .from(grants)
    .where(and(eq(grants.projectId, projectId), eq(grants.permission, permission), grantedTo(holder)))
    .for('share');
  return grant !== undefined || ownerHoldsEverywhere(db, holder, permission);
}

/** A project token has no permission everywhere, but its owner may have. */
async function ownerHoldsEverywhere(db: Db, { projectId, userId }: Holder, permission: Permission): Promise<boolean> {
  return projectId != null && (await users.permissionsOf(db, userId)).has(permission);
}

/** What somebody may do on at least one project. */
export async function grantedSomewhere(db: Db, holder: Holder): Promise<ProjectPermission[]> {
  const found = await db.selectDistinct({ permission: grants.permission }).from(grants).where(grantedTo(holder));
  return grantable.filter((permission) => found.some((grant) => grant.permission === permission));
}

/** What `owner` may do on some project, of `most` if given, and `viewer` may not do there. */
export async function grantedBeyond(
  db: Db,
  owner: Holder,
  viewer: Holder,
  most: ReadonlySet<Permission> | null,
): Promise<ProjectPermission[]> {
  const open = grantable.filter((permission) => !viewer.permissions.has(permission) && (!most || most.has(permission)));
  if (open.length === 0) return [];
  const held = (holder: Holder) =>
    db
      .select()
      .from(grants)
      .where(and(inArray(grants.permission, open), grantedTo(holder)))
      .for('share');
  const place = ({ projectId, permission }: typeof grants.$inferSelect) => `${permission} ${projectId}`;
  const own = new Set((await held(viewer)).map(place));
  const beyond = (await held(owner)).filter((grant) => !own.has(place(grant)));
  return open.filter((permission) => beyond.some((grant) => grant.permission === permission));
}

/** The projects a viewer sees: all, those with a grant for them, or a project token's one while its owner may analyse it. */
function visible(viewer: Viewer): SQL | undefined {
  const everywhere: Permission[] = ['READ_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'];
  if (everywhere.some((permission) => viewer.permissions.has(permission))) return undefined;
  if (viewer.tokenType === 'GLOBAL_ANALYSIS') return sql`false`;
  const analysable = viewer.projectId === null ? undefined : eq(grants.permission, 'EXECUTE_ANALYSIS');
  const granted = sql`${table.id} in (select ${grants.projectId} from ${grants} where ${and(analysable, grantedTo(viewer))})`;
  if (viewer.projectId === null) return granted;
  const analysesAll = sql`exists (
    select 1 from ${usersTable} left join ${roles} on ${roles.id} = ${usersTable.roleId}
    where ${usersTable.id} = ${viewer.userId}
      and (${usersTable.superAdmin} or 'EXECUTE_ANALYSIS' = any(${roles.appliedPermissions})))`;
  return and(eq(table.id, viewer.projectId), or(granted, analysesAll));
}

const keyShape = /^[\w\-.:]{1,200}$/;

/** Creates a project; whoever does may administer it. Errors: INVALID_INPUT, CONFLICT (key). */
export function create(db: Db, viewer: Viewer, input: { key: string; name: string }): Promise<{ id: string }> {
  if (!keyShape.test(input.key)) throw invalid('key', 'must be 1 to 200 letters, digits or characters of `-_.:`.');
  const name = requireName('name', input.name);
  return transact(db, viewer, async (tx, viewer) => {
    const written = tx.insert(table).values({ key: input.key, name }).returning();
    const [project] = await unique(written, { projects_key: 'key' });
    const id = project?.id as string;
    await tx
      .insert(grants)
      .values(grantable.map((permission) => ({ projectId: id, permission, userId: viewer.userId })));
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

export interface GrantInput {
  project_key: string;
  permission: ProjectPermission;
  user_id?: string | null;
  role_id?: string | null;
}

/** Lets a user, or everybody in a role, do something on a project the viewer administers. Granting twice is granting once. */
export function grant(db: Db, viewer: Viewer, input: GrantInput): Promise<void> {
  return changeGrant(db, viewer, input, async (tx, values) => {
    await tx.insert(grants).values(values).onConflictDoNothing();
  });
}

/** Takes it back, at once, from them and their tokens. */
export function revoke(db: Db, viewer: Viewer, input: GrantInput): Promise<void> {
  return changeGrant(db, viewer, input, async (tx, { projectId, permission, userId, roleId }) => {
    const holder = userId === null ? eq(grants.roleId, roleId as string) : eq(grants.userId, userId);
    await tx.delete(grants).where(and(eq(grants.projectId, projectId), eq(grants.permission, permission), holder));
  });
}

interface GrantValues {
  projectId: string;
  permission: ProjectPermission;
  userId: string | null;
  roleId: string | null;
}

function changeGrant(
  db: Db,
  viewer: Viewer,
  input: GrantInput,
  change: (tx: Db, values: GrantValues) => Promise<void>,
): Promise<void> {
  const { user_id: userId = null, role_id: roleId = null, permission } = input;
  if ((userId === null) === (roleId === null)) throw invalid('user_id', 'or `role_id` must be given, and not both.');
  return transact(db, viewer, async (tx, viewer) => {
    const { id: projectId } = await requireProject(tx, viewer, input.project_key, 'ADMINISTER_PROJECT');
    if (!(await mayOn(tx, viewer, projectId, permission)))
      throw forbidden('Nobody grants permissions they do not have.', [permission]);
    await requireHolder(tx, userId, roleId);
    await change(tx, { projectId, permission, userId, roleId });
    const message = `Who may ${permission} on project ${input.project_key} was changed.`;
    const current = { permission, user_id: userId, role_id: roleId };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Project', id: projectId, message, current });
  });
}

async function requireHolder(tx: Db, userId: string | null, roleId: string | null): Promise<void> {
  const holder = userId === null ? roles : usersTable;
  const [found] = await tx
    .select({ id: holder.id })
    .from(holder)
    .where(eq(holder.id, (userId ?? roleId) as string));
  if (!found) throw userId === null ? notFound('role', roleId as string) : notFound('user', userId);
}

export interface AnalysisInput {
  project_key: string;
  revision: string;
  branch: string;
  measures: readonly Measure[];
}

const mostMeasures = 1_000;

/** Submits the measures of a revision. Errors: FORBIDDEN with EXECUTE_ANALYSIS missing, INVALID_INPUT. */
export function submitAnalysis(db: Db, viewer: Viewer, input: AnalysisInput): Promise<{ id: string }> {
  return transact(db, viewer, async (tx, viewer) => {
    const { id: projectId } = await requireProject(tx, viewer, input.project_key, 'EXECUTE_ANALYSIS');
    const revision = requireName('revision', input.revision);
    const branch = requireName('branch', input.branch);
    if (input.measures.length > mostMeasures) throw invalid('measures', `must be at most ${mostMeasures}.`);
    const measures = input.measures.map(({ metric, value }) => ({
      metric: requireName('measures.metric', metric),
      value,
    }));
    const tokenId = viewer.credential.kind === 'token' ? viewer.credential.id : null;
    const values = { projectId, revision, branch, measures, userId: viewer.userId, tokenId };
    const [analysis] = await tx.insert(analyses).values(values).returning({ id: analyses.id });
    const id = analysis?.id as string;
    const message = `An analysis of ${revision} was submitted for project ${input.project_key}.`;
    await logs.record(tx, viewer, { type: 'CREATED', entity: 'Analysis', id, message, current: { revision, branch } });
    return { id };
  });
}

/** A project by its key, for someone who may do this on it; whoever may not learns no more than that, even of unknown ones. */
export async function requireProject(
  tx: Db,
  holder: Holder,
  key: string,
  permission: ProjectPermission,
): Promise<{ id: string }> {
  const [project] = await tx.select({ id: table.id }).from(table).where(eq(table.key, key));
  if (project && (await mayOn(tx, holder, project.id, permission))) return project;
  if (!project && holder.permissions.has(permission)) throw notFound('project', key);
  throw forbidden(`This needs ${permission} on project ${key}.`, [permission]);
}
