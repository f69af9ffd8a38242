/** Reads the current permissions of an account by its id. */
import { eq, type SQL } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { heldBy, reachableBy } from './effective-permissions.ts';
import type { Permission } from './permissions.ts';
import { accountPermissions } from './viewer.ts';

/** The permissions that an account has everywhere. */
export const heldByAccount = (db: Db, id: string) => readGranted(db, id, heldBy(users.id, users.roleId));

/** The same, with those granted only to one of its tokens. */
export const reachableByAccount = (db: Db, id: string) => readGranted(db, id, reachableBy(users.id, users.roleId));

async function readGranted(db: Db, id: string, granted: SQL<string[]>): Promise<ReadonlySet<Permission>> {
  const [user] = await db.select({ superAdmin: users.superAdmin, granted }).from(users).where(eq(users.id, id));
  return accountPermissions(user?.superAdmin ?? false, user?.granted ?? null);
}
