/** Permissions on projects: by a grant on the project, or by the same permission everywhere. */
import { and, eq, inArray, or } from 'drizzle-orm';
import { projects, projectGrants as table } from '../../../schema/projects.ts';
import type { Db } from '../../db/database.ts';
import { heldByAccount } from '../access/account-permissions.ts';
import { onOneProject, type Permission, type ProjectPermission } from '../access/permissions.ts';
import type { Credential, Held, Viewer } from '../access/viewer.ts';
import { forbidden, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { TokenType } from '../base/secrets.ts';

export interface PermissionHolder {
  userId: string;
  roleId: string | null;
  permissions: Held;
  cap?: ReadonlySet<Permission> | null;
  projectId?: string | null;
  tokenType?: TokenType | null;
  latent?: ReadonlySet<Permission>;
  credential?: Credential;
}

export type Grantee = { userId: string | null; roleId: string | null };

/** The SQL condition for the grants of the user or of the role. */
export const grantsOf = ({ userId, roleId }: Grantee) =>
  or(userId === null ? undefined : eq(table.userId, userId), roleId === null ? undefined : eq(table.roleId, roleId));

/** Whether the permission is held on the project: everywhere or by a grant, and within the token's cap. Records the use. */
export async function mayOn(
  db: Db,
  holder: PermissionHolder,
  projectId: string,
  permission: ProjectPermission,
): Promise<boolean> {
  if (!isWithin(holder, permission) && !holder.latent?.has(permission)) return false;
  return (await holdsOn(db, holder, projectId, permission)) && usedByGrant(holder, permission);
}

const isWithin = ({ cap }: PermissionHolder, permission: Permission) => !cap || cap.has(permission);

/** Records the use of a permission held by a grant. Returns whether it counts: not when it is latent. */
function usedByGrant(holder: PermissionHolder, permission: Permission): boolean {
  const { credential, latent } = holder;
  if (latent?.has(permission)) credential?.used.latent.add(permission);
  if (!isWithin(holder, permission)) return false;
  credential?.used.permissions.add(permission);
  return true;
}

async function holdsOn(
  db: Db,
  holder: PermissionHolder,
  projectId: string,
  permission: ProjectPermission,
): Promise<boolean> {
  if (holder.projectId && holder.projectId !== projectId) return false;
  if (holder.permissions.use(permission)) return true;
  if (holder.tokenType === 'GLOBAL_ANALYSIS') return false;
  const [grant] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.projectId, projectId), eq(table.permission, permission), grantsOf(holder)))
    .for('share');
  return grant !== undefined || ownerHoldsEverywhere(db, holder, permission);
}

/** A project token has no permissions everywhere, but its owner may have them. */
async function ownerHoldsEverywhere(
  db: Db,
  { projectId, userId }: PermissionHolder,
  permission: Permission,
): Promise<boolean> {
  return projectId != null && (await heldByAccount(db, userId)).has(permission);
}

/** The viewer's permissions on each of these projects, in the order of the ids. Records no use. */
export async function effectiveOn(
  db: Db,
  viewer: Viewer,
  projectIds: readonly string[],
): Promise<ProjectPermission[][]> {
  const { userId, projectId, tokenType } = viewer;
  const everywhere = new Set(projectId === null ? viewer.permissions : await heldByAccount(db, userId));
  const own = and(inArray(table.projectId, [...projectIds]), grantsOf(viewer));
  const granted = tokenType === 'GLOBAL_ANALYSIS' ? [] : await db.select().from(table).where(own);
  const may = (id: string, permission: ProjectPermission) =>
    everywhere.has(permission) || granted.some((grant) => grant.projectId === id && grant.permission === permission);
  return projectIds.map((id) =>
    projectId === null || projectId === id
      ? onOneProject.filter((permission) => isWithin(viewer, permission) && may(id, permission))
      : [],
  );
}

export async function grantedSomewhere(db: Db, grantee: Grantee): Promise<ProjectPermission[]> {
  const found = await db.selectDistinct({ permission: table.permission }).from(table).where(grantsOf(grantee));
  return onOneProject.filter((permission) => found.some((grant) => grant.permission === permission));
}

/** The permissions, within `most` if given, that `owner` has on some project where `viewer` lacks them. */
export async function grantedBeyond(
  db: Db,
  owner: Grantee,
  viewer: PermissionHolder,
  most: ReadonlySet<Permission> | null = null,
): Promise<ProjectPermission[]> {
  const held = (grantee: Grantee, permissions: ProjectPermission[]) =>
    db
      .select()
      .from(table)
      .where(and(inArray(table.permission, permissions), grantsOf(grantee)))
      .for('share');
  const place = ({ projectId, permission }: typeof table.$inferSelect) => `${permission} ${projectId}`;
  const theirs = await held(
    owner,
    onOneProject.filter((permission) => !most || most.has(permission)),
  );
  // Only permissions that the owner has are checked, because each check counts as a use.
  const granted = onOneProject.filter((permission) => theirs.some((grant) => grant.permission === permission));
  const open = granted.filter((permission) => !viewer.permissions.use(permission));
  if (open.length === 0) return [];
  const own = new Set((await held(viewer, open)).map(place));
  return open.filter((permission) => {
    const places = theirs.filter((grant) => grant.permission === permission).map(place);
    return !(places.every((place) => own.has(place)) && usedByGrant(viewer, permission));
  });
}

/** Finds a project on which the holder has the permission. Errors: FORBIDDEN; NOT_FOUND only if held everywhere. */
export async function requireProject(
  tx: Db,
  holder: PermissionHolder,
  by: { key: string } | { id: string },
  permission: ProjectPermission,
): Promise<typeof projects.$inferSelect> {
  const [where, named] = 'key' in by ? [eq(projects.key, by.key), by.key] : [eq(projects.id, by.id), by.id];
  const [project] = await tx.select().from(projects).where(where);
  if (project && (await mayOn(tx, holder, project.id, permission))) return project;
  if (!project && holder.permissions.use(permission)) throw notFound('project', named);
  throw forbidden(because('NEEDS_ON_PROJECT', { permission, project: named }), [permission]);
}
