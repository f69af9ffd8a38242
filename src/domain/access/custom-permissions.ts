/** Custom permissions: declared by an administrator, checked by other services. Nothing in Latchkey requires one. */

import { count, eq, type SQL, sql } from 'drizzle-orm';
import { customPermissions as table } from '../../../schema/custom-permissions.ts';
import type { Db } from '../../db/database.ts';
import { requiring } from '../apis/requiring.ts';
import * as logs from '../audit/record.ts';
import { checkAll, conflict, invalid, notFound } from '../base/errors.ts';
import { loggedMark, managedBy } from '../base/managed-by.ts';
import { hasInvisibleCharacters, requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import { catalogLock, fillFullAccess, holdFullAccess } from '../tokens/built-in-sets.ts';
import { reload, renew } from './catalog.ts';
import { isNamed } from './effective-permissions.ts';
import { isBuiltIn } from './permissions.ts';
import { isKind, projectKind } from './resources.ts';
import { type LockedViewer, requireSession, type Viewer } from './viewer.ts';

/** The most custom permissions: all of them are in the memory of each process. */
const most = 500;
/** In characters, of descriptions and warnings. */
const longest = 500;
/** The most kinds of resource of a permission. */
const mostKinds = 10;

export interface CreateInput {
  name: string;
  group: string;
  description: string;
  warning?: string | null;
  resource_kinds?: readonly string[] | null;
  /** The name of the access file that creates it. */
  managed_by?: string | null;
}

export interface UpdateInput extends Partial<Record<'group' | 'description' | 'warning', string | null>> {
  resource_kinds?: readonly string[] | null;
  unset_warning?: boolean | null;
  unset_retired?: boolean | null;
}

/** Declares a permission. Super admins have it at once. Errors: INVALID_INPUT, CONFLICT (name, too many), FORBIDDEN with a token. */
export function create(db: Db, viewer: Viewer, input: CreateInput): Promise<{ id: string }> {
  requireSession(viewer);
  const values = checked<NewRow>(
    () => ({ name: requireNewName(input.name), ...managedBy(input.managed_by) }),
    ...valuesOf(input),
  );
  const { name } = values;
  return changing(db, viewer, async (tx, viewer) => {
    const [found] = await tx.select({ all: count() }).from(table);
    if ((found?.all ?? 0) >= most) throw conflict(because('MOST_PERMISSIONS', { most }));
    const [made] = await unique(tx.insert(table).values(values).returning(), clashes);
    const row = made as Row;
    const message = `Custom permission ${name} was created.`;
    const current = loggedColumns(row);
    await logs.record(tx, viewer, { type: 'CREATED', entity, id: row.id, message, current });
    return { id: row.id };
  });
}

/**
 * Changes how a permission is described, declares its resource kinds if it has none, or takes back that it was retired. Errors:
 * INVALID_INPUT, NOT_FOUND, CONFLICT (other resource kinds), FORBIDDEN with a token.
 */
export function update(db: Db, viewer: Viewer, id: string, input: UpdateInput): Promise<void> {
  requireSession(viewer);
  const values = checked<Partial<NewRow>>(...valuesOf(input));
  if (input.unset_warning && input.warning != null)
    throw invalid('unset_warning', 'and `warning` cannot both be given.');
  const changes = {
    ...values,
    ...(input.unset_warning ? { warning: null } : {}),
    ...(input.unset_retired ? { retiredAt: null } : {}),
  };
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requirePermission(tx, id);
    requireSameKinds(before, values.resourceKinds);
    await write(tx, viewer, before, changes, 'was changed');
  });
}

/** From now on nobody gets the permission who does not have it. Again it changes nothing. Errors: NOT_FOUND, FORBIDDEN with a token. */
export function retire(db: Db, viewer: Viewer, id: string): Promise<void> {
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requirePermission(tx, id);
    if (before.retiredAt) return;
    await write(tx, viewer, before, { retiredAt: sql`now()` }, 'was retired');
  });
}

/** Deletes a permission that nobody has and no API requires. Errors: NOT_FOUND, CONFLICT (in use), FORBIDDEN with a token. */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requirePermission(tx, id);
    const { name } = before;
    const [found] = await tx
      .select({ isNamed: isNamed(name) })
      .from(table)
      .where(eq(table.id, id));
    if (found?.isNamed) throw conflict(because('PERMISSION_IN_USE', { permission: name }));
    requireUnrequired(viewer, name, await requiring(tx, name));
    await tx.delete(table).where(eq(table.id, id));
    const message = `Custom permission ${name} was deleted.`;
    await logs.record(tx, viewer, { type: 'DELETED', entity, id, message, previous: loggedColumns(before) });
  });
}

/** Requests to operations that require it would be refused to everybody. Errors: CONFLICT, with the APIs that the viewer may read. */
function requireUnrequired({ permissions }: Viewer, permission: string, apis: string[]): void {
  if (apis.length === 0) return;
  throw conflict(
    permissions.use('MANAGE_APIS')
      ? because('PERMISSION_REQUIRED_BY', { permission, apis })
      : because('PERMISSION_REQUIRED', { permission }),
  );
}

type Row = typeof table.$inferSelect;
type NewRow = typeof table.$inferInsert;

const entity = 'CustomPermission';
const clashes = { custom_permissions_name: 'name' };

/** Runs a change of the catalog, which takes effect with the next request in every process and in this process at once. */
async function changing<T>(db: Db, viewer: Viewer, work: (tx: Db, viewer: LockedViewer) => Promise<T>): Promise<T> {
  requireSession(viewer);
  const whole = async (tx: Db, viewer: LockedViewer) => {
    await holdFullAccess(tx);
    const result = await work(tx, viewer);
    await fillFullAccess(tx);
    await renew(tx);
    return result;
  };
  const result = await transact(db, viewer, whole, catalogLock);
  // The change is committed. If this fails, the next request reads the catalog.
  await reload(db).catch(() => undefined);
  return result;
}

/** Waits for transactions that are granting the permission: they share the row until they end. */
async function requirePermission(tx: Db, id: string): Promise<Row> {
  const [row] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!row) throw notFound('custom permission', id);
  return row;
}

async function write(
  tx: Db,
  viewer: LockedViewer,
  before: Row,
  changes: Partial<Row> | { retiredAt: SQL },
  what: string,
): Promise<void> {
  const { id, name } = before;
  const [after] = await tx
    .update(table)
    .set({ id, ...changes })
    .where(eq(table.id, id))
    .returning();
  const change = { previous: loggedColumns(before), current: loggedColumns(after as Row) };
  await logs.record(tx, viewer, {
    type: 'UPDATED',
    entity,
    id,
    message: `Custom permission ${name} ${what}.`,
    ...change,
  });
}

/** Errors: INVALID_INPUT if it is not written as permissions are, or is the name of a built-in one. */
export function requireNewName(name: string): string {
  if (!/^[A-Z][A-Z0-9_]{2,63}$/.test(name)) throw invalid('name', because('NOT_A_PERMISSION_NAME'));
  if (isBuiltIn(name)) throw invalid('name', because('NAME_BUILT_IN'));
  return name;
}

/** Checks of the values that were given, each of which returns its column. */
const valuesOf = ({ group, description, warning, resource_kinds }: UpdateInput): (() => Partial<NewRow>)[] => [
  () => (group == null ? {} : { group: requireName('group', group) }),
  () => (description == null ? {} : { description: requireText('description', description) }),
  () => (warning == null ? {} : { warning: requireText('warning', warning) }),
  () => (resource_kinds == null ? {} : { resourceKinds: requireKinds(resource_kinds) }),
];

/** Those values of a permission as they are stored. Errors: INVALID_INPUT on each wrong field. */
export const requireForms = (input: UpdateInput) =>
  checked<Partial<Pick<NewRow, 'group' | 'description' | 'warning' | 'resourceKinds'>>>(...valuesOf(input));

/** The columns that the checks return. Errors: INVALID_INPUT on each wrong field. */
const checked = <Columns>(...checks: (() => Partial<NewRow>)[]): Columns => Object.assign({}, ...checkAll(...checks));

function requireText(field: string, given: string): string {
  const text = given.trim();
  if (text === '') throw invalid(field, because('BLANK'));
  if ([...text].length > longest) throw invalid(field, because('TOO_LONG', { most: longest }));
  if (hasInvisibleCharacters(text) || /[\r\n\t]/.test(text)) throw invalid(field, because('INVISIBLE'));
  return text;
}

function requireKinds(given: readonly string[]): string[] {
  const field = 'resource_kinds';
  if (given.length > mostKinds) throw invalid(field, because('TOO_MANY', { most: mostKinds }));
  if (!given.every(isKind)) throw invalid(field, because('NOT_A_KIND'));
  if (given.includes(projectKind)) throw invalid(field, because('KIND_BUILT_IN', { kind: projectKind }));
  return [...new Set(given)].sort();
}

/**
 * Kinds can only be declared where there are none, which makes tokens that are limited to resources narrower. Any other change
 * could make them wider.
 */
function requireSameKinds({ resourceKinds: before }: Row, after: readonly string[] | undefined): void {
  if (after && before.length > 0 && String(after) !== String(before))
    throw conflict(because('KINDS_DECLARED'), 'resource_kinds');
}

const loggedColumns = ({ name, group, description, warning, resourceKinds, retiredAt, managedBy }: Row) => ({
  name,
  group,
  description,
  warning,
  resource_kinds: resourceKinds,
  retired_at: retiredAt,
  ...loggedMark({ managedBy }),
});
