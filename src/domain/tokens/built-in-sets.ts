/** The built-in permission sets, which follow the permission catalog. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { customPermissions } from '../../../schema/custom-permissions.ts';
import { permissionSets as table } from '../../../schema/permission-sets.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { type BuiltInPermission, builtInPermissions } from '../access/permissions.ts';
import { foldName } from '../base/names.ts';
import { takeLock } from '../base/transaction.ts';

const all = [...builtInPermissions.keys()];
const starting = (beginning: string) => all.filter((name) => name.startsWith(beginning));
const inGroups = (...groups: string[]) =>
  all.filter((name) => groups.includes(builtInPermissions.get(name)?.group ?? ''));

interface BuiltInSet {
  name: string;
  description: string;
  permissions: BuiltInPermission[];
}

/** Latchkey does not know what custom permissions allow, so only the first set contains them. */
const builtIn: Record<string, BuiltInSet> = {
  FULL_ACCESS: { name: 'Full access', description: 'Whatever the owner may do.', permissions: all },
  READ_ONLY: {
    name: 'Read only',
    description: 'Read what the owner may read, change nothing.',
    permissions: starting('READ_'),
  },
  USER_ADMINISTRATION: {
    name: 'User administration',
    description: 'Users and roles, and nothing else.',
    permissions: inGroups('Users', 'Roles'),
  },
  ANALYSIS: {
    name: 'Analysis',
    description: 'Create projects and submit analyses.',
    permissions: ['PROVISION_PROJECT', 'EXECUTE_ANALYSIS'],
  },
};

/** Changes of the catalog run one after the other. */
export const catalogLock = 'permission catalog';

/** Called at each start. */
export async function ensureBuiltIn(db: Db): Promise<void> {
  for (const [key, { name, description, permissions }] of Object.entries(builtIn)) {
    const values = { name, nameKey: foldName(name), description, permissions, builtIn: key };
    await db.insert(table).values(values).onConflictDoNothing({ target: table.builtIn });
    if (key === 'FULL_ACCESS') continue;
    const outdated = and(eq(table.builtIn, key), ne(table.permissions, permissions));
    await db.update(table).set({ permissions }).where(outdated);
  }
  await db.transaction(async (tx) => {
    // Otherwise a permission that another process creates in between would be taken out again.
    await takeLock(tx, catalogLock);
    await holdFullAccess(tx);
    await fillFullAccess(tx);
  });
}

/** Locks the set for full access. Must come before custom permissions are locked, as when credentials are confirmed. */
export async function holdFullAccess(tx: Db): Promise<void> {
  const found = await tx.select({ id: table.id }).from(table).where(eq(table.builtIn, 'FULL_ACCESS'));
  await lockForChange(
    tx,
    'permission set',
    found.map(({ id }) => id),
  );
}

/** Puts all permissions into the set for full access. The transaction holds `catalogLock` and the set. */
export async function fillFullAccess(tx: Db): Promise<void> {
  const { name } = customPermissions;
  const custom = await tx.select({ name }).from(customPermissions).orderBy(sql`${name} collate "C"`);
  const permissions: string[] = [...all, ...custom.map((one) => one.name)];
  const outdated = and(eq(table.builtIn, 'FULL_ACCESS'), ne(table.permissions, permissions));
  await tx.update(table).set({ permissions }).where(outdated);
}
