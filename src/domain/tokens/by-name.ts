/** Tokens by the names of their owners and their own, as scripts written for SonarQube refer to them. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { projects } from '../../../schema/projects.ts';
import { personalAccessTokens as table, tokenUses } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError, forbidden } from '../base/errors.ts';
import { foldLogin, foldName, requireName } from '../base/names.ts';
import { revoke } from './revoke.ts';

export interface Owner {
  id: string;
  username: string;
}

/**
 * The user with this user name; null: the viewer. Finding another user requires READ_USER, and `others` for what is done with
 * that user's tokens. Errors: FORBIDDEN, NOT_FOUND.
 */
export async function requireOwner(
  db: Db,
  viewer: Viewer,
  username: string | null,
  others: Permission,
): Promise<Owner> {
  const self = { id: viewer.userId, username: viewer.username };
  const key = username === null ? null : foldLogin(username);
  if (username === null || key === foldName(viewer.username)) return self;
  const missing = ([others, 'READ_USER'] as const).filter((permission) => !viewer.permissions.use(permission));
  if (missing.length > 0) throw forbidden(`For other users this requires ${missing.join(' and ')}.`, missing);
  const columns = { id: users.id, username: users.username };
  const [found] = await db
    .select(columns)
    .from(users)
    .where(eq(users.usernameKey, key ?? ''));
  if (!found) throw new DomainError('NOT_FOUND', 'There is no user with this user name.');
  return found;
}

export interface Listed {
  id: string;
  name: string;
  type: string;
  createdAt: Date;
  expiresAt: Date | null;
  expired: boolean;
  lastUsedAt: Date | null;
  project: { key: string; name: string } | null;
}

/** The owner's tokens that are not revoked, in the order in which they were issued. */
export const listOf = (db: Db, { id }: Owner): Promise<Listed[]> =>
  select(db, eq(table.userId, id)).orderBy(asc(table.id));

/** A token by its id. The caller has found out that the viewer may read it. */
export async function read(db: Db, id: string): Promise<Listed> {
  const [found] = await select(db, eq(table.id, id));
  return found as Listed;
}

function select(db: Db, which: ReturnType<typeof eq>) {
  const { id, name, type, createdAt, expiresAt } = table;
  const expired = sql<boolean>`coalesce(${expiresAt} <= clock_timestamp(), false)`;
  const project = { key: projects.key, name: projects.name };
  return db
    .select({ id, name, type, createdAt, expiresAt, expired, lastUsedAt: tokenUses.lastUsedAt, project })
    .from(table)
    .leftJoin(tokenUses, eq(tokenUses.tokenId, table.id))
    .leftJoin(projects, eq(projects.id, table.projectId))
    .where(and(which, isNull(table.revokedAt)))
    .$dynamic();
}

/** Revokes the owner's token with this name. An unknown name is a success, as it is for an unknown id. Errors: INVALID_INPUT. */
export async function revokeNamed(db: Db, viewer: Viewer, owner: Owner, name: string): Promise<void> {
  const nameKey = foldName(requireName('name', name));
  const named = and(eq(table.userId, owner.id), eq(table.nameKey, nameKey), isNull(table.revokedAt));
  const [found] = await db.select({ id: table.id }).from(table).where(named);
  if (found) await revoke(db, viewer, found.id);
}
