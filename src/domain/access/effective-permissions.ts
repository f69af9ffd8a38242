/**
 * What an account or a token may do, in SQL: its role's permissions and what was granted to it on request. Whoever works out
 * a power starts from here, so that none forgets a grant. When one's time is over it is simply not found any more.
 */
import { and, eq, gt, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { onOneProject, type Permission, type ProjectPermission } from './permissions.ts';

/** Whoever holds one of these sees every project. */
export const onAllProjects = ['READ_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'] as const satisfies Permission[];

/** Holds now. The database's clock decides what is over: it is the one clock all processes share. */
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

/** What an account may do, unless a super admin's: through its role, and granted to it. */
export const heldBy = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> =>
  held(roleId, granted(and(eq(table.userId, userId), isNull(table.tokenId))));

/**
 * What an account may do on some project by a grant on it, its own or its role's. Each is looked for as the first from
 * itself on, which the index answers at once: a role may have been granted it on every project there is.
 */
export const heldOnProjects = (userId: SQLWrapper, roleId: SQLWrapper): SQL<ProjectPermission[]> => {
  const { permission } = projectGrants;
  const first = (which: SQL) =>
    sql`(select min(${permission}) from ${projectGrants} where ${permission} >= wanted.permission and ${which})`;
  return sql`array(
    select wanted.permission from unnest(${sql.param(onOneProject)}::text[]) as wanted(permission)
    where wanted.permission in (${first(eq(projectGrants.userId, userId))}, ${first(eq(projectGrants.roleId, roleId))}))`;
};

/** What was granted to one token alone. */
export const addedTo = (tokenId: SQLWrapper): SQL<string[]> =>
  sql<string[]>`array(${granted(eq(table.tokenId, tokenId))})`;

/** What an account may do without what was granted to it for a while. */
export const lastingOf = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> =>
  held(roleId, granted(and(eq(table.userId, userId), isNull(table.tokenId), isNull(table.expiresAt))));

/** Whether the permissions a token was shrunk by still count, until the time the policy gave them is over. */
export const latentHeld = sql<boolean>`coalesce(${tokens.latentUntil} > clock_timestamp(), false)`;

/** What somebody in the account's place could come to: what it may do, and each of its tokens that is not revoked. */
export const withinReachOf = (userId: SQLWrapper, roleId: SQLWrapper): SQL<string[]> => {
  const alive = sql`exists (select 1 from ${tokens} where ${and(eq(tokens.id, table.tokenId), isNull(tokens.revokedAt))})`;
  return held(roleId, granted(and(eq(table.userId, userId), or(isNull(table.tokenId), alive))));
};
