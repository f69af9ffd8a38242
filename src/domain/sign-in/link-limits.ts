/**
 * Until when a one-time link works: while its maker may make it, and while its user may do no more than its maker could grant
 * permanently, both when the link was made and now. Otherwise its maker could keep it, and sign in as the user after a promotion
 * of the user, or after the maker was disabled or demoted.
 */
import { and, eq, exists, gt, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { projectGrants } from '../../../schema/projects.ts';
import { passwordLinks as links } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { heldBy, lastingOf, reachableBy } from '../access/effective-permissions.ts';
import type { Permission } from '../access/permissions.ts';

export const maker = alias(users, 'maker');
export const isMaker = eq(maker.id, links.makerId);

// Includes what was granted only to a token of the user: with the password, that token can be regenerated.
const reachable = reachableBy(users.id, users.roleId);

const grantedToUser = eq(projectGrants.userId, users.id);
const grantedToRole = eq(projectGrants.roleId, users.roleId);
const notIn = (permissions: SQL | typeof links.within) => sql`${projectGrants.permission} <> all(${permissions})`;
const someGrant = (which: SQL | undefined) => exists(sql`(select 1 from ${projectGrants} where ${which})`);

/** Within the permissions that were stored with the link. If the user got the role after that, all of the role's grants count as new. */
const withinStored = or(
  isNull(links.within),
  and(
    sql`${reachable} <@ ${links.within}`,
    sql`(not ${users.superAdmin} or 'super admin' = any(${links.within}))`,
    not(
      someGrant(
        and(
          notIn(links.within),
          or(
            and(grantedToUser, gt(projectGrants.createdAt, links.createdAt)),
            and(
              grantedToRole,
              or(
                gt(projectGrants.createdAt, links.createdAt),
                sql`('role ' || ${users.roleId}) <> all(${links.within})`,
              ),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** `createUser` makes a user's first link, `resendUserCreationEmail` any. Counts permissions granted for a limited time, while they last. */
const holds = (permission: Permission) => sql`${permission} = any(${heldBy(maker.id, maker.roleId)})`;
const mayMake = or(holds('UPDATE_USER'), and(holds('CREATE_USER'), isNull(users.passwordHash)));

const lasting = lastingOf(maker.id, maker.roleId);
const own = alias(projectGrants, 'own');
const hasTheSame = exists(
  sql`(select 1 from ${projectGrants} as own where ${and(
    eq(own.projectId, projectGrants.projectId),
    eq(own.permission, projectGrants.permission),
    or(eq(own.userId, maker.id), eq(own.roleId, maker.roleId)),
  )})`,
);

const withinMaker = or(
  links.byOperator,
  and(
    maker.enabled,
    or(
      maker.superAdmin,
      and(
        not(users.superAdmin),
        mayMake,
        sql`${reachable} <@ ${lasting}`,
        not(someGrant(and(or(grantedToUser, grantedToRole), notIn(lasting), not(hasTheSame)))),
      ),
    ),
  ),
);

/** Needs the link's user as `users` and, by a left join, its `maker`. */
export const isWithinLimits = sql`(${and(withinStored, withinMaker)}) is true`;

/**
 * Makes a change of what users may do, and deletes the links of these users and those that they made if they do not work
 * before or after it, so that no later change makes them work again.
 */
export async function endingLinks<T>(tx: Db, of: { userId: string } | { roleId: string }, change: () => Promise<T>) {
  await endBeyondLimits(tx, of);
  const result = await change();
  await endBeyondLimits(tx, of);
  return result;
}

async function endBeyondLimits(tx: Db, of: { userId: string } | { roleId: string }): Promise<void> {
  const concerned = 'userId' in of ? byUser(of.userId) : byRole(of.roleId);
  const beyond = tx
    .select({ id: links.id })
    .from(links)
    .innerJoin(users, eq(users.id, links.userId))
    .leftJoin(maker, isMaker)
    .where(and(concerned, sql`not ${isWithinLimits}`));
  await tx.delete(links).where(inArray(links.id, beyond));
}

const byUser = (id: string) => or(eq(links.userId, id), eq(links.makerId, id));
const byRole = (id: string) => or(eq(users.roleId, id), eq(maker.roleId, id));
