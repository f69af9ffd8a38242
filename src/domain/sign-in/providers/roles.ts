/** The role that a provider gives a person. The operator's file says which, so no permission of a user is asked. */
import { and, eq } from 'drizzle-orm';
import { roles as table } from '../../../../schema/roles.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import type { Claims, Provider } from '../../../oidc/provider.ts';
import { foldName } from '../../base/names.ts';
import { because } from '../../base/reasons.ts';
import { refusal } from './refusals.ts';

/** The id of the role for the values of the claim, the first of the file that applies; undefined: none does. Errors: UNAUTHENTICATED. */
export function claimedRole(tx: Db, provider: Provider, claims: Claims): Promise<string | undefined> {
  const name = claimedName(provider, claims);
  return name === undefined ? Promise.resolve(undefined) : requireRole(tx, provider, name);
}

/** The name of that role. */
export const claimedName = (provider: Provider, { roles }: Claims): string | undefined =>
  [...provider.roles].find(([value]) => roles.includes(value))?.[1];

/** Whether it is the role of the user now. Locks nothing. */
export async function hasRole(db: Db, userId: string, name: string): Promise<boolean> {
  const same = and(eq(users.id, userId), eq(users.roleId, table.id), eq(table.nameKey, foldName(name)));
  return (await db.select({ id: users.id }).from(users).innerJoin(table, same)).length > 0;
}

/** The id of the role of a new user; null: none. Errors: UNAUTHENTICATED. */
export async function roleOfNewUser(tx: Db, provider: Provider, claims: Claims): Promise<string | null> {
  if (provider.roleClaim === null) return provider.role === null ? null : requireRole(tx, provider, provider.role);
  const role = await claimedRole(tx, provider, claims);
  if (role === undefined) throw refusal(because('NO_ROLE_AT_PROVIDER', { provider: provider.name }));
  return role;
}

async function requireRole(tx: Db, { name: provider }: Provider, role: string): Promise<string> {
  const named = tx.select({ id: table.id }).from(table);
  const [found] = await named.where(eq(table.nameKey, foldName(role))).for('share');
  if (!found) throw refusal(because('ROLE_OF_PROVIDER_MISSING', { role, provider }));
  return found.id;
}
