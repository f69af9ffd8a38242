/**
 * The permissions of an account or a token, in SQL: those of its role and those granted on request. All code that computes
 * permissions uses these expressions, so that no grant is forgotten. Expired grants are not found.
 */
import { and, arrayContains, eq, gt, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { permissionSets as sets } from '../../../schema/permission-sets.ts';
import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { isOpen } from './open-accounts.ts';
import { onOneProject, type Permission, type ProjectPermission } from './permissions.ts';

/** A user with one of these everywhere sees all projects. */
export const onAllProjects = ['READ_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'] as const satisfies Permission[];

/** Granted, not ended and not expired by the database's clock, which all processes share. */
export const isActiveGrant = and(
  eq(table.state, 'GRANTED'),
  isNull(table.endedAt),
  or(isNull(table.expiresAt), gt(table.expiresAt, sql`clock_timestamp()`)),
);

const granted = (which: SQL | undefined) =>
  sql`select unnest(${table.permissions}) from ${table} where ${and(which, isActiveGrant)}`;

const held = (roleId: SQLWrapper, grants: SQL) =>
  sql<
    string[]
  >`array(select unnest(${roles.appliedPermissions}) from ${roles} where ${eq(roles.id, roleId)} union all ${grants})`;

/** The permissions of an account that is no super admin: those of its role and those granted to it. */
export const heldBy = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> =>
  held(roleId, granted(and(eq(table.userId, userId), isNull(table.tokenId))));

/** The condition for people who have all of these permissions and may sign in. */
export const isPersonWith = (permissions: readonly string[]): SQL | undefined =>
  and(
    isOpen,
    eq(users.serviceAccount, false),
    or(eq(users.superAdmin, true), sql`${heldBy(users.id, users.roleId)} @> ${sql.param([...permissions])}::text[]`),
  );

/** Those held on some project. Each is looked up as a minimum, which the index answers at once even for a role with many grants. */
export const heldOnProjects = (userId: SQLWrapper, roleId: SQLWrapper): SQL<ProjectPermission[]> => {
  const { permission } = projectGrants;
  const first = (which: SQL) =>
    sql`(select min(${permission}) from ${projectGrants} where ${permission} >= wanted.permission and ${which})`;
  return sql`array(
    select wanted.permission from unnest(${sql.param(onOneProject)}::text[]) as wanted(permission)
    where wanted.permission in (${first(eq(projectGrants.userId, userId))}, ${first(eq(projectGrants.roleId, roleId))}))`;
};

export const grantedToToken = (tokenId: SQLWrapper): SQL<string[]> =>
  sql<string[]>`array(${granted(eq(table.tokenId, tokenId))})`;

/** The permissions of an account without those granted for a limited time. */
export const lastingOf = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> =>
  held(roleId, granted(and(eq(table.userId, userId), isNull(table.tokenId), isNull(table.expiresAt))));

/** Whether the latent permissions of a token still count; the policy limits how long. */
export const latentHeld = sql<boolean>`coalesce(${tokens.latentUntil} > clock_timestamp(), false)`;

/** The permissions of an account and of all its tokens that are not revoked: what somebody who takes over the account gets. */
export const reachableBy = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> => {
  const alive = sql`exists (select 1 from ${tokens} where ${and(eq(tokens.id, table.tokenId), isNull(tokens.revokedAt))})`;
  return held(roleId, granted(and(eq(table.userId, userId), or(isNull(table.tokenId), alive))));
};

/**
 * Whether a role, a permission set, a token, a grant or a pending request names the permission. Revoked tokens and requests that
 * are over do not count; expired tokens do, because a new expiry makes them valid again. Built-in sets follow the catalog.
 */
export function isNamed(permission: string): SQL<boolean> {
  const inRole = arrayContains(roles.appliedPermissions, [permission]);
  const inSet = and(isNull(sets.builtIn), arrayContains(sets.permissions, [permission]));
  const lists = [tokens.permissions, tokens.issuerPermissions, tokens.latentPermissions];
  const inToken = and(isNull(tokens.revokedAt), or(...lists.map((list) => arrayContains(list, [permission]))));
  const isCurrent = or(isActiveGrant, and(eq(table.state, 'PENDING'), isNull(table.endedAt)));
  const inRequest = and(arrayContains(table.permissions, [permission]), isCurrent);
  return sql<boolean>`(exists (select 1 from ${roles} where ${inRole}) or exists (select 1 from ${sets} where ${inSet})
    or exists (select 1 from ${tokens} where ${inToken}) or exists (select 1 from ${table} where ${inRequest}))`;
}
