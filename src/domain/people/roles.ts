/** Roles: named sets of permissions. Users cannot grant permissions that they lack. */

import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import { roles as table } from '../../../schema/roles.ts';
import { usage } from '../../../schema/usage.ts';
import { users as usersTable } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { hidingExistence } from '../access/hide-existence.ts';
import { isPermission, type Permission } from '../access/permissions.ts';
import { type Grantable, requireGrantable } from '../access/require-grantable.ts';
import { requireNotRetired } from '../access/retired.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import type { LockedViewer, Viewer } from '../access/viewer.ts';
import * as notes from '../audit/notes.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid, notFound } from '../base/errors.ts';
import { loggedMark, managedBy } from '../base/managed-by.ts';
import { foldName, requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import { warningsOf } from '../reach/reach.ts';
import { refusingEscalations } from '../reach/refuse-escalations.ts';
import { endingLinks } from '../sign-in/link-limits.ts';

export interface RoleInput {
  name: string;
  applied_permissions: readonly Permission[];
}

export interface CreateRoleInput extends UpdateRoleInput {
  name: string;
  /** The name of the access file that creates it. */
  managed_by?: string | null;
  /** Permissions computed from a document, instead of `applied_permissions`. */
  exact?: readonly Permission[] | null;
}

export type UpdateRoleInput = { [Key in keyof RoleInput]?: RoleInput[Key] | null } & { note?: notes.NoteInput | null };

/** Creates a role from permissions that the viewer has. Errors: INVALID_INPUT, CONFLICT (name), FORBIDDEN. */
export function create(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  input: CreateRoleInput,
): Promise<{ id: string }> {
  const name = requireName('name', input.name);
  const wanted = input.exact ?? input.applied_permissions;
  if (!wanted) throw invalid('applied_permissions', 'or `for_document` is required.');
  if (input.exact && input.applied_permissions)
    throw invalid('for_document', 'cannot be combined with `applied_permissions`.');
  const work = async (tx: Db, viewer: LockedViewer) => {
    await requireGrantable(tx, viewer, [{ permissions: wanted }]);
    await requireNotRetired(tx, 'applied_permissions', wanted);
    const named = { name, nameKey: foldName(name), ...managedBy(input.managed_by) };
    const values = { ...named, appliedPermissions: unrepeated(wanted) };
    const role = one(await unique(tx.insert(table).values(values).returning(), clashes));
    const message = `Role ${role.name} was created.`;
    const change = { current: loggedColumns(role), warnings: warningsOf(role.appliedPermissions, schemaFacts.mailed) };
    await logs.record(tx, viewer, { type: 'CREATED', entity: 'Role', id: role.id, message, ...change });
    await notes.attach(tx, viewer, 'Role', role.id, input.note);
    return { id: role.id };
  };
  return transact(db, viewer, (tx, viewer) =>
    refusingEscalations(tx, schemaFacts, 'ROLE', null, () => work(tx, viewer)),
  );
}

/** Changes a role within what the viewer could grant, before and after. Errors: INVALID_INPUT, CONFLICT, FORBIDDEN, NOT_FOUND. */
export function update(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  id: string,
  input: UpdateRoleInput,
): Promise<{ id: string }> {
  const work = async (tx: Db, viewer: LockedViewer) => {
    const before = await requireRole(tx, id);
    const wanted = input.applied_permissions;
    await hidingExistence(viewer, 'READ_ROLE', notFound('role', id), () =>
      requireGrantable(tx, viewer, [grantableOf(before)], because('ROLE_BEYOND_ONESELF')),
    );
    await requireGrantable(tx, viewer, [{ permissions: wanted ?? [] }]);
    await requireNotRetired(tx, 'applied_permissions', wanted ?? [], before.appliedPermissions);
    const name = input.name == null ? undefined : requireName('name', input.name);
    const changes = {
      id,
      ...(name === undefined ? {} : { name, nameKey: foldName(name) }),
      ...(wanted == null ? {} : withPermissions(before, wanted)),
    };
    const written = () => tx.update(table).set(changes).where(eq(table.id, id)).returning();
    const role = one(await endingLinks(tx, { roleId: id }, () => unique(written(), clashes)));
    const message = `Role ${role.name} was changed.`;
    const warned = warningsOf(before.appliedPermissions, schemaFacts.mailed);
    const warnings = warningsOf(role.appliedPermissions, schemaFacts.mailed).filter(
      (warning) => !warned.includes(warning),
    );
    const change = { previous: loggedColumns(before), current: loggedColumns(role), warnings };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Role', id, message, ...change });
    await notes.attach(tx, viewer, 'Role', id, input.note);
    return { id };
  };
  return transact(db, viewer, (tx, viewer) => refusingEscalations(tx, schemaFacts, 'ROLE', id, () => work(tx, viewer)));
}

/** Deletes a role without users. Errors: NOT_FOUND, CONFLICT, which names up to five of its users. */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  return transact(db, viewer, async (tx, viewer) => {
    const role = await requireRole(tx, id);
    await hidingExistence(viewer, 'READ_ROLE', notFound('role', id), () => requireUnused(tx, viewer, role));
    await tx.delete(table).where(eq(table.id, id));
    await notes.removeOf(tx, 'Role', [id]);
    const message = `Role ${role.name} was deleted.`;
    await logs.record(tx, viewer, { type: 'DELETED', entity: 'Role', id, message, previous: loggedColumns(role) });
  });
}

/** The permissions of the role with this name, for the operator. Errors: NOT_FOUND. */
export async function permissionsOf(db: Db, name: string): Promise<ReadonlySet<Permission>> {
  const [role] = await db
    .select()
    .from(table)
    .where(eq(table.nameKey, foldName(name)));
  if (!role) throw notFound('role', name);
  return new Set(role.appliedPermissions.filter(isPermission));
}

/** For each role, its permissions that none of its users used since the day (YYYY-MM-DD), with any credential. One statement. */
export async function unusedPermissions(db: Db, ids: readonly string[], since: string): Promise<Permission[][]> {
  const used = sql<(string | null)[]>`array_agg(distinct ${usage.name})`;
  const uses = and(eq(usage.userId, usersTable.id), eq(usage.kind, 'PERMISSION'), gte(usage.day, since));
  const rows = await db
    .select({ id: table.id, granted: table.appliedPermissions, used })
    .from(table)
    .leftJoin(usersTable, eq(usersTable.roleId, table.id))
    .leftJoin(usage, uses)
    .where(inArray(table.id, [...ids]))
    .groupBy(table.id);
  const unused = new Map(rows.map(({ id, granted, used }) => [id, granted.filter((one) => !used.includes(one))]));
  return ids.map((id) => (unused.get(id) ?? []).filter(isPermission));
}

const clashes = { roles_nameKey_unique: 'name' };

const unrepeated = (permissions: readonly Permission[]) => [...new Set(permissions)];

/** The columns of a role with other permissions. Removed ones are kept to restore them; adding some restarts counting. */
function withPermissions(
  { appliedPermissions, removedPermissions }: typeof table.$inferSelect,
  wanted: readonly Permission[],
) {
  const lacking = (permissions: readonly string[] | null) =>
    (permissions ?? []).filter((one) => !wanted.some((other) => other === one));
  const [removed, stillRemoved] = [lacking(appliedPermissions), lacking(removedPermissions)];
  return {
    appliedPermissions: unrepeated(wanted),
    ...(wanted.some((one) => !appliedPermissions.includes(one)) ? { countedSince: sql`now()` } : {}),
    ...(removed.length > 0
      ? { removedPermissions: removed, removedAt: sql`now()` }
      : stillRemoved.length > 0
        ? { removedPermissions: stillRemoved }
        : { removedPermissions: null, removedAt: null }),
  };
}

const loggedColumns = (role: typeof table.$inferSelect) => ({
  name: role.name,
  applied_permissions: role.appliedPermissions,
  ...loggedMark(role),
});

const one = ([role]: (typeof table.$inferSelect)[]) => role as typeof table.$inferSelect;

const grantableOf = ({ id, appliedPermissions }: typeof table.$inferSelect): Grantable => ({
  permissions: appliedPermissions.filter(isPermission),
  grantee: { userId: null, roleId: id },
});

async function requireRole(tx: Db, id: string) {
  await lockForChange(tx, 'role', [id]);
  const [role] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!role) throw notFound('role', id);
  return role;
}

async function requireUnused(tx: Db, viewer: Viewer, role: { id: string; name: string }): Promise<void> {
  const inIt = await tx
    .select({ username: usersTable.username })
    .from(usersTable)
    .where(eq(usersTable.roleId, role.id))
    .limit(6);
  if (inIt.length === 0) return;
  if (!viewer.permissions.use('READ_USER')) throw conflict(because('ROLE_IN_USE', { role: role.name }));
  const names = inIt.slice(0, 5).map(({ username }) => username);
  const why = inIt.length > names.length ? 'ROLE_IN_USE_BY_MANY' : 'ROLE_IN_USE_BY';
  throw conflict(because(why, { role: role.name, users: names.join(', ') }));
}

/** Requires that the viewer may put users in the role: it must exist, and give only what the viewer could grant. */
export async function requireAssignable(tx: Db, viewer: LockedViewer, id: string): Promise<void> {
  const [role] = await tx.select().from(table).where(eq(table.id, id)).for('share');
  const missing = invalid('role_id', because('NO_SUCH_ROLE', { id }));
  if (!role) throw missing;
  await hidingExistence(viewer, 'READ_ROLE', missing, () => requireGrantable(tx, viewer, [grantableOf(role)]));
}
