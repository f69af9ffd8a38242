/** Grants to one token were made because of its limits: loosening one ends them and pending requests, in the same transaction. */
import { eq, sql } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import type { Db } from '../../db/database.ts';
import { lacking, type Permission } from '../access/permissions.ts';
import { capOf } from '../access/viewer.ts';
import type * as logs from '../audit/record.ts';
import { endRequests } from '../requests/request.ts';
import { permissionsOfSet } from './cap.ts';
import type { Token } from './find-token.ts';
import { copiedLimits, isAnyLoosened, type LimitColumns } from './limits/limits.ts';
import { isNarrower, type Operation } from './operations.ts';

/** The limits of a token; null: no limit. */
export interface Limits extends LimitColumns {
  permissions: ReadonlySet<Permission> | null;
  methods: readonly string[] | null;
  operations: readonly Operation[] | null;
  expiresAt: Date | null;
}

/** The limits of a token bound to these operations, without its latent permissions. */
export async function limitsOf(tx: Db, token: Token, bound: readonly Operation[]): Promise<Limits> {
  const { permissionSetId, latentPermissions, methods, expiresAt } = token;
  const setPermissions = permissionSetId === null ? null : await permissionsOfSet(tx, permissionSetId);
  const cap = capOf({ ...token, setPermissions, added: [] });
  const permissions = cap && new Set([...cap].filter((permission) => !latentPermissions?.includes(permission)));
  const operations = bound.length > 0 ? bound : null;
  return { permissions, methods, operations, expiresAt, ...copiedLimits(token) };
}

export function isLoosened(before: Limits, after: Limits): boolean {
  const wider = <T>(was: T | null, is: T | null, isWithin: (is: T, was: T) => boolean) =>
    was !== null && (is === null || !isWithin(is, was));
  return (
    wider(before.permissions, after.permissions, (is, was) => lacking(is, was).length === 0) ||
    wider(before.methods, after.methods, (is, was) => is.every((name) => was.includes(name))) ||
    wider(before.operations, after.operations, (is, was) =>
      is.every((one) => was.some((other) => isNarrower(one, other))),
    ) ||
    wider(before.expiresAt, after.expiresAt, (is, was) => is <= was) ||
    isAnyLoosened(before, after)
  );
}

export const endReason = 'a limit of the token was loosened';

/** Ends the grants only to this token and withdraws pending requests for it. The caller has locked the token. */
export const endGrants = (tx: Db, actor: logs.Actor, id: string): Promise<void> =>
  endRequests(tx, actor, eq(accessRequests.tokenId, id), endReason);

/** Withdraws pending requests for the token, because another user has its new secret. */
export const withdrawPendingRequests = (tx: Db, actor: logs.Actor, id: string): Promise<void> =>
  endRequests(
    tx,
    actor,
    sql`${accessRequests.tokenId} = ${id} and ${accessRequests.state} = 'PENDING'`,
    'another user regenerated the token',
  );
