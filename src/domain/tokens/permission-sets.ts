/** Permission sets: caps with a name. Narrowing a set narrows its tokens at once, because each use of a token reads it. */

import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import { permissionSets as table } from '../../../schema/permission-sets.ts';
import { personalAccessTokens } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { isPermission, type Permission } from '../access/permissions.ts';
import { requireGrantable } from '../access/require-grantable.ts';
import { requireNotRetired } from '../access/retired.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid, notFound } from '../base/errors.ts';
import { loggedMark, managedBy } from '../base/managed-by.ts';
import { foldName, requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import { refusingEscalations } from '../reach/refuse-escalations.ts';
import { endRequests } from '../requests/request.ts';
import { endReason } from './loosened-limits.ts';

export interface PermissionSetInput {
  name: string;
  description?: string | null;
  permissions: readonly Permission[];
}

export interface CreatePermissionSetInput extends PermissionSetInput {
  /** The name of the access file that creates it. */
  managed_by?: string | null;
}

/** Creates a set of permissions that the viewer has. Errors: INVALID_INPUT, CONFLICT (name), FORBIDDEN. */
export function create(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  input: CreatePermissionSetInput,
): Promise<{ id: string }> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: LockedViewer) => {
    await requireGrantable(tx, viewer, [input]);
    await requireNotRetired(tx, 'permissions', input.permissions);
    const values = { ...checked(input), ...managedBy(input.managed_by) };
    const [set] = await unique(tx.insert(table).values(values).returning(), clashes);
    const { id, name } = set as Row;
    const message = `Permission set ${name} was created.`;
    await logs.record(tx, viewer, {
      type: 'CREATED',
      entity: 'PermissionSet',
      id,
      message,
      current: loggedColumns(set as Row),
    });
    return { id };
  };
  return transact(db, viewer, (tx, viewer) =>
    refusingEscalations(tx, schemaFacts, 'SET', null, () => work(tx, viewer)),
  );
}

/** Changes a set within what the viewer could grant, before and after. Errors: INVALID_INPUT, CONFLICT, FORBIDDEN, NOT_FOUND. */
export function update(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  id: string,
  input: Partial<{ [K in keyof PermissionSetInput]: PermissionSetInput[K] | null }>,
): Promise<{ id: string }> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: LockedViewer) => {
    await holdGrantedTokens(tx, id);
    const before = await requireOwn(tx, id);
    const held = { permissions: before.permissions.filter(isPermission) };
    await requireGrantable(tx, viewer, [held], because('PERMISSION_SET_BEYOND_ONESELF'));
    await requireGrantable(tx, viewer, [{ permissions: input.permissions ?? [] }]);
    await requireNotRetired(tx, 'permissions', input.permissions ?? [], before.permissions);
    if (input.permissions?.length === 0) throw invalid('permissions', because('EMPTY'));
    const changes = {
      id,
      ...(input.name == null ? {} : named(input.name)),
      description: input.description ?? undefined,
      permissions: input.permissions ? [...new Set(input.permissions)] : undefined,
    };
    const [after] = await unique(tx.update(table).set(changes).where(eq(table.id, id)).returning(), clashes);
    const isWider = input.permissions?.some((permission) => !before.permissions.includes(permission));
    if (isWider) await endRequests(tx, viewer, inArray(accessRequests.tokenId, tokensOf(tx, id)), endReason);
    const change = { previous: loggedColumns(before), current: loggedColumns(after as Row) };
    await logs.record(tx, viewer, {
      type: 'UPDATED',
      entity: 'PermissionSet',
      id,
      message: `Permission set ${before.name} was changed.`,
      ...change,
    });
    return { id };
  };
  return transact(db, viewer, (tx, viewer) => refusingEscalations(tx, schemaFacts, 'SET', id, () => work(tx, viewer)));
}

/** Deletes an unused set. Revoked tokens keep its permissions as a list. Errors: CONFLICT, FORBIDDEN with a token, NOT_FOUND. */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  requireSession(viewer);
  return transact(db, viewer, async (tx, viewer) => {
    const set = await requireOwn(tx, id);
    const cappedToIt = eq(personalAccessTokens.permissionSetId, id);
    const [token] = await tx
      .select({ id: personalAccessTokens.id })
      .from(personalAccessTokens)
      .where(and(cappedToIt, isNull(personalAccessTokens.revokedAt)))
      .limit(1);
    if (token) throw conflict(because('PERMISSION_SET_IN_USE', { set: set.name }));
    await tx
      .update(personalAccessTokens)
      .set({ permissionSetId: null, permissions: set.permissions })
      .where(and(cappedToIt, isNotNull(personalAccessTokens.revokedAt)));
    await tx.delete(table).where(eq(table.id, id));
    await logs.record(tx, viewer, {
      type: 'DELETED',
      entity: 'PermissionSet',
      id,
      message: `Permission set ${set.name} was deleted.`,
      previous: loggedColumns(set),
    });
  });
}

const tokensOf = (tx: Db, id: string) =>
  tx
    .select({ id: personalAccessTokens.id })
    .from(personalAccessTokens)
    .where(eq(personalAccessTokens.permissionSetId, id));

/** Locks tokens with grants, which widening the set ends. Must come before locking the set, as when credentials are locked. */
async function holdGrantedTokens(tx: Db, id: string): Promise<void> {
  const granted = tx.select({ id: accessRequests.tokenId }).from(accessRequests);
  const found = await tx
    .select({ id: personalAccessTokens.id })
    .from(personalAccessTokens)
    .where(and(eq(personalAccessTokens.permissionSetId, id), inArray(personalAccessTokens.id, granted)));
  await lockForChange(
    tx,
    'token',
    found.map((token) => token.id),
  );
}

type Row = typeof table.$inferSelect;

const clashes = { permission_sets_name: 'name' };

const named = (given: string) => {
  const name = requireName('name', given);
  return { name, nameKey: foldName(name) };
};

function checked({ name, description, permissions }: PermissionSetInput) {
  if (permissions.length === 0) throw invalid('permissions', because('EMPTY'));
  return { ...named(name), description: description ?? '', permissions: [...new Set(permissions)] };
}

async function requireOwn(tx: Db, id: string): Promise<Row> {
  await lockForChange(tx, 'permission set', [id]);
  const [set] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!set) throw notFound('permission set', id);
  if (set.builtIn !== null) throw conflict(because('PERMISSION_SET_BUILT_IN', { set: set.name }));
  return set;
}

const loggedColumns = ({ name, description, permissions, managedBy }: Row) => ({
  name,
  description,
  permissions,
  ...loggedMark({ managedBy }),
});
