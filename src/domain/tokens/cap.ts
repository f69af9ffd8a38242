/** The cap of a token: checked when it is issued or edited, against its owner's and the issuer's permissions. */
import { eq } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { grantedToToken, heldBy } from '../access/effective-permissions.ts';
import { everyPermission, isPermission, lacking, type Permission } from '../access/permissions.ts';
import { type Grantable, requireGrantable } from '../access/require-grantable.ts';
import { requireNotRetired } from '../access/retired.ts';
import type { Needs, SchemaFacts } from '../access/schema-facts.ts';
import { accountPermissions, asHeld, capOf, type LockedViewer, withLastingOnly } from '../access/viewer.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { TokenType } from '../base/secrets.ts';
import * as grants from '../projects/permissions.ts';
import { type LimitColumns, type LimitInput, requireLimits } from './limits/limits.ts';
import { type Operation, requireOperations } from './operations.ts';

export interface CapInput extends LimitInput {
  type?: TokenType | null;
  permission_set_id?: string | null;
  permissions?: readonly Permission[] | null;
  methods?: readonly string[] | null;
  /** Permissions and methods computed from a document; both may be empty. Excludes the three above. */
  exact?: Needs | null;
  /** The operations that it is bound to. Without another cap, it is capped to what they need. */
  operations?: readonly Operation[] | null;
  project_key?: string | null;
}

export interface Cap extends LimitColumns {
  type: TokenType;
  permissionSetId: string | null;
  permissions: string[] | null;
  /** What the user who issued or regenerated it for its owner could grant; null: no such limit. */
  issuerPermissions: string[] | null;
  methods: string[] | null;
  projectId: string | null;
}

export interface Owner extends grants.PermissionHolder {
  username: string;
  enabled: boolean;
  serviceAccount: boolean;
  superAdmin: boolean;
}

/** Reads the owner of a token. Errors: NOT_FOUND. */
export async function requireOwner(tx: Db, userId: string): Promise<Owner> {
  const [row] = await tx
    .select({
      userId: users.id,
      username: users.username,
      roleId: users.roleId,
      enabled: users.enabled,
      serviceAccount: users.serviceAccount,
      superAdmin: users.superAdmin,
      granted: heldBy(users.id, users.roleId),
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!row) throw notFound('user', userId);
  return { ...row, permissions: asHeld(accountPermissions(row.superAdmin, row.granted)) };
}

/** A cap as requested. The issuer's limit is computed, never requested. */
export type RequestedCap = Omit<Cap, 'issuerPermissions'>;

/** Checks those parts of a cap that do not depend on the owner. Errors: INVALID_INPUT. */
export async function requireSoundCap(tx: Db, schemaFacts: SchemaFacts, input: CapInput): Promise<void> {
  requireShape(input.type ?? 'USER', input);
  requireMethods(schemaFacts, input.methods);
  requireLimits(input);
  await requireSet(tx, input.permission_set_id);
}

/**
 * The requested cap as columns. `kept`: the permissions that the token already lists. Errors: INVALID_INPUT, NOT_FOUND (project),
 * FORBIDDEN for more than the owner has, CONFLICT for retired permissions.
 */
export async function requireCap(
  tx: Db,
  schemaFacts: SchemaFacts,
  owner: Owner,
  input: CapInput,
  kept: readonly string[] | null = null,
): Promise<RequestedCap> {
  const type = input.type ?? 'USER';
  requireShape(type, input);
  const { permissions, methods } = input.exact ?? neededCap(schemaFacts, input) ?? input;
  await requireNotRetired(tx, 'permissions', permissions ?? [], kept);
  return {
    type,
    permissionSetId: await requireSet(tx, input.permission_set_id),
    permissions: await requireHeld(tx, owner, permissions),
    methods: requireMethods(schemaFacts, methods),
    projectId: await requireAnalysis(tx, owner, type, input.project_key),
    ...requireLimits(input),
  };
}

export const givesCap = ({
  permission_set_id,
  permissions,
  methods,
}: Pick<CapInput, 'permission_set_id' | 'permissions' | 'methods'>) =>
  permission_set_id != null || permissions != null || methods != null;

function neededCap({ needsOf }: SchemaFacts, input: CapInput): Needs | null {
  return input.operations && !givesCap(input) ? needsOf(input.operations) : null;
}

/** Requires that the owner still has what the cap lists, so that a copy restores nothing that was lost. Errors: FORBIDDEN. */
export async function requireStillHeld(tx: Db, owner: Owner, { type, permissions, projectId }: Cap): Promise<void> {
  await requireHeld(tx, owner, permissions?.filter(isPermission));
  const may = projectId
    ? await grants.mayOn(tx, owner, projectId, 'EXECUTE_ANALYSIS')
    : type !== 'GLOBAL_ANALYSIS' || owner.permissions.holds('EXECUTE_ANALYSIS');
  if (!may) throw forbidden(because('ANALYSIS_BEYOND_OWNER'), ['EXECUTE_ANALYSIS']);
}

/**
 * Requires that a user who issues or changes another user's token could grant all that it can do with each of these caps
 * (before and after a change), including its latent permissions and those granted only to it, regardless of its root fields,
 * operations, subnets, resources and expiry. `id` is null for a new token. Errors: FORBIDDEN.
 */
export async function requireWithin(
  tx: Db,
  writer: LockedViewer,
  owner: Owner,
  id: string | null,
  ...caps: readonly Cap[]
): Promise<void> {
  if (owner.userId === writer.userId) return;
  const added = id === null ? [] : await grantsOf(tx, id);
  const states: Grantable[] = [];
  for (const cap of caps) states.push(await grantableOf(tx, owner, cap, added));
  await requireGrantable(tx, writer, states, because('TOKEN_BEYOND_ONESELF'), because('TOKEN_OF_SUPER_ADMIN'));
  for (const { type, projectId } of caps) {
    if (type !== 'USER' && !owner.serviceAccount) throw forbidden(because('ANALYSIS_FOR_OTHERS'));
    if (projectId && !(await grants.mayOn(tx, withLastingOnly(writer), projectId, 'EXECUTE_ANALYSIS')))
      throw forbidden(because('TOKEN_BEYOND_ONESELF'), ['EXECUTE_ANALYSIS']);
  }
}

async function grantableOf(tx: Db, owner: Owner, cap: Cap, added: Permission[]): Promise<Grantable> {
  const setPermissions = cap.permissionSetId === null ? null : await permissionsOfSet(tx, cap.permissionSetId);
  const most = capOf({ ...cap, setPermissions, added });
  const permissions = [...owner.permissions, ...added].filter((permission) => !most || most.has(permission));
  const { userId, roleId } = owner;
  // `requireWithin` checks a project token's project itself; for a global analysis token grants do not count.
  const projects = cap.type === 'USER' ? { grantee: { userId, roleId }, most } : {};
  return { permissions, ...projects, superAdmin: owner.superAdmin && most === null };
}

/**
 * The limit of a token whose secret the writer is about to see: the limit before, and for another user's token what the
 * writer could grant permanently on all projects. Permissions on single projects do not count, because the limit is not per
 * project; a project analysis token is for one project, which was checked.
 */
export function issuerLimit(
  writer: LockedViewer,
  owner: Owner,
  { type, issuerPermissions: before }: Pick<Cap, 'type' | 'issuerPermissions'>,
): string[] | null {
  if (owner.userId === writer.userId || writer.superAdmin) return before;
  const gives = new Set(writer.lasting);
  if (type === 'PROJECT_ANALYSIS') gives.add('EXECUTE_ANALYSIS');
  return [...everyPermission].filter((permission) => gives.has(permission) && (before?.includes(permission) ?? true));
}

/** Refuses permissions that the token's issuer could not grant, because they would never count. Errors: FORBIDDEN. */
export function requireWithinIssuer(permissions: readonly string[] | null, issuerPermissions: string[] | null): void {
  if (!permissions || !issuerPermissions) return;
  const missing = lacking(permissions.filter(isPermission), new Set(issuerPermissions.filter(isPermission)));
  if (missing.length > 0) throw forbidden(because('TOKEN_BEYOND_ISSUER'), missing);
}

async function grantsOf(tx: Db, id: string): Promise<Permission[]> {
  const [token] = await tx
    .select({ added: grantedToToken(tokens.id) })
    .from(tokens)
    .where(eq(tokens.id, id));
  return (token?.added ?? []).filter(isPermission);
}

function requireShape(type: TokenType, input: CapInput): void {
  const { permission_set_id, permissions, methods, project_key, exact, operations } = input;
  if (exact && (givesCap(input) || type !== 'USER'))
    throw invalid(
      'for_document',
      'cannot be combined with a permission set, permissions, methods or an analysis type.',
    );
  if (permission_set_id != null && permissions != null)
    throw invalid('permissions', 'and `permission_set_id` cannot both be given.');
  if (permissions?.length === 0) throw invalid('permissions', because('EMPTY'));
  if (methods?.length === 0) throw invalid('methods', because('EMPTY'));
  if (type !== 'USER') {
    if (permission_set_id != null) throw invalid('permission_set_id', `is not for tokens of type ${type}.`);
    if (permissions != null) throw invalid('permissions', `is not for tokens of type ${type}.`);
    if (methods != null) throw invalid('methods', `is not for tokens of type ${type}.`);
    if (operations != null) throw invalid('operations', `is not for tokens of type ${type}.`);
  }
  if (operations != null) requireOperations(operations);
  if (type === 'PROJECT_ANALYSIS' && project_key == null)
    throw invalid('project_key', 'is required for a project analysis token.');
  if (type !== 'PROJECT_ANALYSIS' && project_key != null)
    throw invalid('project_key', 'is only for project analysis tokens.');
}

async function requireSet(tx: Db, id: string | null | undefined): Promise<string | null> {
  if (id == null) return null;
  if (!(await permissionsOfSet(tx, id))) throw invalid('permission_set_id', because('NO_SUCH_PERMISSION_SET', { id }));
  return id;
}

export async function permissionsOfSet(tx: Db, id: string): Promise<string[] | null> {
  const [set] = await tx
    .select({ permissions: permissionSets.permissions })
    .from(permissionSets)
    .where(eq(permissionSets.id, id));
  return set?.permissions ?? null;
}

async function requireHeld(
  tx: Db,
  owner: Owner,
  wanted: readonly Permission[] | null | undefined,
): Promise<string[] | null> {
  if (wanted == null) return null;
  const held = new Set([...owner.permissions, ...(await grants.grantedSomewhere(tx, owner))]);
  const missing = lacking(wanted, held);
  if (missing.length > 0) throw forbidden(because('TOKEN_BEYOND_OWNER'), missing);
  return [...new Set(wanted)].filter(isPermission);
}

function requireMethods({ rootFields }: SchemaFacts, methods: readonly string[] | null | undefined): string[] | null {
  if (methods == null) return null;
  const unknown = methods.filter((name) => !rootFields.some((field) => field.name === name));
  if (unknown.length > 0)
    throw invalid('methods', `must be names of root fields; there is no ${unknown.slice(0, 5).join(', ')}.`);
  return [...new Set(methods)];
}

/** The owner of an analysis token needs EXECUTE_ANALYSIS on the project or everywhere. Returns the project's id. */
async function requireAnalysis(
  tx: Db,
  owner: Owner,
  type: TokenType,
  key: string | null | undefined,
): Promise<string | null> {
  if (type === 'GLOBAL_ANALYSIS' && !owner.permissions.holds('EXECUTE_ANALYSIS'))
    throw forbidden(because('ANALYSIS_OF_ALL'), ['EXECUTE_ANALYSIS']);
  if (type !== 'PROJECT_ANALYSIS' || key == null) return null;
  return (await grants.requireProject(tx, owner, { key }, 'EXECUTE_ANALYSIS')).id;
}
