/** What is read of a credential and of its account, and when a credential is valid, in SQL. */
import { and, eq, gt, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { limitColumns } from '../tokens/limits/limits.ts';
import * as grants from './effective-permissions.ts';

export const account = {
  userId: users.id,
  username: users.username,
  roleId: users.roleId,
  superAdmin: users.superAdmin,
};

export const capColumns = {
  type: tokens.type,
  permissions: tokens.permissions,
  issuerPermissions: tokens.issuerPermissions,
  methods: tokens.methods,
  projectId: tokens.projectId,
  operationsHash: tokens.operationsHash,
  added: grants.grantedToToken(tokens.id),
  latentPermissions: tokens.latentPermissions,
  latentHeld: grants.latentHeld,
};

// Expiry is decided by the database's clock, because all processes share it.
export const now = sql`clock_timestamp()`;

/** What the simple limits are checked with. */
export const checkedColumns = { ...limitColumns, now: sql`${now}`.mapWith(tokens.expiresAt) };

export const isUnexpired = or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now));

export const isValidToken = and(isNull(tokens.revokedAt), isNull(tokens.fencedAt), isUnexpired);

/** The token's current secret, or its previous one while both are valid. */
export const isValue = (hash: Buffer | SQL) =>
  or(
    eq(tokens.secretHash, hash as Buffer),
    and(eq(tokens.previousHash, hash as Buffer), gt(tokens.previousUntil, now)),
  );

/** Whether the previous secret is still valid beside the new one. */
export const overlaps = sql<boolean>`coalesce(${tokens.previousUntil} > ${now}, false)`;

/** The first use of a regenerated token's new secret makes the previous one invalid. */
export const endOverlap = (db: Db, id: string) =>
  db
    .update(tokens)
    .set({ previousUntil: now })
    .where(and(eq(tokens.id, id), isNotNull(tokens.previousUntil)));
