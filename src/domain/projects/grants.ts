/** Who may do what on a project: by a grant on it, or by a permission everywhere. */
import { and, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import { projects as projectsTable, projectGrants as table } from '../../../schema/projects.ts';
import { roles as rolesTable } from '../../../schema/roles.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import { permissionsOf } from '../people/user-rows.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import * as logs from '../audit/record.ts';
import { onOneProject, type Permission, type ProjectPermission } from '../access/permissions.ts';
import * as projects from './projects.ts';
import { because } from '../base/reasons.ts';
import * as roles from '../people/roles.ts';
import type { TokenType } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import * as users from '../people/users.ts';
import { type Credential, forGood, type Held, type Viewer } from '../access/viewer.ts';

export const definition: Definition = defineList({
  type: 'ProjectGrant',
  description:
    'A permission on one project, for a user or for everybody in a role. One sees those on projects one administers.',
  table,
  permission: 'ADMINISTER_PROJECT',
  byGrant: onAdministered,
  columns: {
    project_id: is('int64', table.projectId, 'The project.'),
    permission: is('project_permission', table.permission, 'What may be done.'),
    user_id: maybe('int64', table.userId, 'The user who may do it.'),
    role_id: maybe('int64', table.roleId, 'The role whose users may do it.'),
  },
  relations: {
    project: {
      to: () => projects.definition,
      many: false,
      from: 'project_id',
      at: projectsTable.id,
      description: 'The project.',
    },
    user: {
      to: () => users.definition,
      many: false,
      from: 'user_id',
      at: usersTable.id,
      description: 'The user who may do it.',
    },
    role: {
      to: () => roles.definition,
      many: false,
      from: 'role_id',
      at: rolesTable.id,
      description: 'The role whose users may do it.',
    },
  },
});

/** Who holds a permission on a project: enough of a viewer or of a token's owner to ask. */
export interface Holder {
  userId: string;
  roleId: string | null;
  permissions: Held;
  cap?: ReadonlySet<Permission> | null;
  projectId?: string | null;
  tokenType?: TokenType | null;
  latent?: ReadonlySet<Permission>;
  credential?: Credential;
}

/** Whom grants are for: a user, in a role or not, or a role alone. */
export type Grantee = { userId: string | null; roleId: string | null };

/** The grants somebody has, by themselves or through their role. */
export const grantedTo = ({ userId, roleId }: Grantee) =>
  or(userId === null ? undefined : eq(table.userId, userId), roleId === null ? undefined : eq(table.roleId, roleId));

/** The grants on projects that the viewer administers by such a grant. */
function onAdministered(viewer: Viewer): SQL {
  const own = and(eq(table.permission, 'ADMINISTER_PROJECT'), grantedTo(viewer));
  return sql`${table.projectId} in (select ${table.projectId} from ${table} where ${own})`;
}

/** Whether the permission is held on the project: everywhere, or by a grant on it, and within the token's cap. */
export async function mayOn(
  db: Db,
  holder: Holder,
  projectId: string,
  permission: ProjectPermission,
): Promise<boolean> {
  if (!isWithin(holder, permission) && !holder.latent?.has(permission)) return false;
  return (await holdsOn(db, holder, projectId, permission)) && usedByGrant(holder, permission);
}

const isWithin = ({ cap }: Holder, permission: Permission) => !cap || cap.has(permission);

/** Notes the use of a permission that is held by a grant. Answers whether it counts: not when the token was shrunk by it. */
function usedByGrant(holder: Holder, permission: Permission): boolean {
  const { credential, latent } = holder;
  if (latent?.has(permission)) credential?.used.latent.add(permission);
  if (!isWithin(holder, permission)) return false;
  credential?.used.permissions.add(permission);
  return true;
}

async function holdsOn(db: Db, holder: Holder, projectId: string, permission: ProjectPermission): Promise<boolean> {
  if (holder.projectId && holder.projectId !== projectId) return false;
  if (holder.permissions.use(permission)) return true;
  if (holder.tokenType === 'GLOBAL_ANALYSIS') return false;
  const [grant] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.projectId, projectId), eq(table.permission, permission), grantedTo(holder)))
    .for('share');
  return grant !== undefined || ownerHoldsEverywhere(db, holder, permission);
}

/** A project token has no permission everywhere, but its owner may have. */
async function ownerHoldsEverywhere(db: Db, { projectId, userId }: Holder, permission: Permission): Promise<boolean> {
  return projectId != null && (await permissionsOf(db, userId)).has(permission);
}

/** What the viewer may do on each of these projects. */
export async function effectiveOn(
  db: Db,
  viewer: Viewer,
  projectIds: readonly string[],
): Promise<ProjectPermission[][]> {
  const { userId, projectId, tokenType } = viewer;
  const everywhere = new Set(projectId === null ? viewer.permissions : await permissionsOf(db, userId));
  const own = and(inArray(table.projectId, [...projectIds]), grantedTo(viewer));
  const granted = tokenType === 'GLOBAL_ANALYSIS' ? [] : await db.select().from(table).where(own);
  const may = (id: string, permission: ProjectPermission) =>
    everywhere.has(permission) || granted.some((grant) => grant.projectId === id && grant.permission === permission);
  return projectIds.map((id) =>
    projectId === null || projectId === id
      ? onOneProject.filter((permission) => isWithin(viewer, permission) && may(id, permission))
      : [],
  );
}

/** What somebody may do on at least one project. */
export async function grantedSomewhere(db: Db, grantee: Grantee): Promise<ProjectPermission[]> {
  const found = await db.selectDistinct({ permission: table.permission }).from(table).where(grantedTo(grantee));
  return onOneProject.filter((permission) => found.some((grant) => grant.permission === permission));
}

/** What was granted to a user on some project since then, or to their role since another time. */
export async function grantedSince(
  db: Db,
  { userId, roleId }: Grantee,
  userSince: Date,
  roleSince: Date,
): Promise<ProjectPermission[]> {
  const toUser = and(eq(table.userId, userId ?? '0'), gt(table.createdAt, userSince));
  const toRole = and(eq(table.roleId, roleId ?? '0'), gt(table.createdAt, roleSince));
  const found = await db.selectDistinct({ permission: table.permission }).from(table).where(or(toUser, toRole));
  return onOneProject.filter((permission) => found.some((grant) => grant.permission === permission));
}

/** What `owner` may do on some project, of `most` if given, and `viewer` may not do there. */
export async function grantedBeyond(
  db: Db,
  owner: Grantee,
  viewer: Holder,
  most: ReadonlySet<Permission> | null = null,
): Promise<ProjectPermission[]> {
  const held = (grantee: Grantee, permissions: ProjectPermission[]) =>
    db
      .select()
      .from(table)
      .where(and(inArray(table.permission, permissions), grantedTo(grantee)))
      .for('share');
  const place = ({ projectId, permission }: typeof table.$inferSelect) => `${permission} ${projectId}`;
  const theirs = await held(
    owner,
    onOneProject.filter((permission) => !most || most.has(permission)),
  );
  // The viewer is asked for no more than they have.
  const granted = onOneProject.filter((permission) => theirs.some((grant) => grant.permission === permission));
  const open = granted.filter((permission) => !viewer.permissions.use(permission));
  if (open.length === 0) return [];
  const own = new Set((await held(viewer, open)).map(place));
  return open.filter((permission) => {
    const places = theirs.filter((grant) => grant.permission === permission).map(place);
    return !(places.every((place) => own.has(place)) && usedByGrant(viewer, permission));
  });
}

/** A project, for someone who may do this on it; whoever may not learns no more than that, even of unknown ones. */
export async function requireProject(
  tx: Db,
  holder: Holder,
  by: { key: string } | { id: string },
  permission: ProjectPermission,
): Promise<typeof projectsTable.$inferSelect> {
  const [where, named] = 'key' in by ? [eq(projectsTable.key, by.key), by.key] : [eq(projectsTable.id, by.id), by.id];
  const [project] = await tx.select().from(projectsTable).where(where);
  if (project && (await mayOn(tx, holder, project.id, permission))) return project;
  if (!project && holder.permissions.use(permission)) throw notFound('project', named);
  throw forbidden(because('NEEDS_ON_PROJECT', { permission, project: named }), [permission]);
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
    await requireHolder(tx, values);
    await tx.insert(table).values(values).onConflictDoNothing();
    return true;
  });
}

/** Takes it back, at once, from them and their tokens. Those who may not read users or roles learn from none which there are. */
export function revoke(db: Db, viewer: Viewer, input: GrantInput): Promise<void> {
  return changeGrant(db, viewer, input, async (tx, values, { permissions }) => {
    const { projectId, permission, userId, roleId } = values;
    const holder = userId === null ? eq(table.roleId, roleId as string) : eq(table.userId, userId);
    const which = and(eq(table.projectId, projectId), eq(table.permission, permission), holder);
    const removed = await tx.delete(table).where(which).returning({ id: table.id });
    if (removed.length > 0) return true;
    if (!permissions.use(userId === null ? 'READ_ROLE' : 'READ_USER')) return false;
    await requireHolder(tx, values);
    return true;
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
  /** Answers whether it is worth a log entry. */
  change: (tx: Db, values: GrantValues, viewer: Viewer) => Promise<boolean>,
): Promise<void> {
  const { user_id: userId = null, role_id: roleId = null, permission } = input;
  if ((userId === null) === (roleId === null)) throw invalid('user_id', 'or `role_id` must be given, and not both.');
  return transact(db, viewer, async (tx, viewer) => {
    const { id: projectId } = await requireProject(tx, viewer, { key: input.project_key }, 'ADMINISTER_PROJECT');
    if (!(await mayOn(tx, forGood(viewer), projectId, permission)))
      throw forbidden(because('BEYOND_ONESELF'), [permission]);
    if (!(await change(tx, { projectId, permission, userId, roleId }, viewer))) return;
    const message = `Who may ${permission} on project ${input.project_key} was changed.`;
    const current = { permission, user_id: userId, role_id: roleId };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Project', id: projectId, message, current });
  });
}

async function requireHolder(tx: Db, { userId, roleId }: GrantValues): Promise<void> {
  const holder = userId === null ? rolesTable : usersTable;
  const [found] = await tx
    .select({ id: holder.id })
    .from(holder)
    .where(eq(holder.id, (userId ?? roleId) as string));
  if (!found) throw userId === null ? notFound('role', roleId as string) : notFound('user', userId);
}
