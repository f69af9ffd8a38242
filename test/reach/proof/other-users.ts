/** What other users do while the accomplices act: they give back permissions, which gives the accomplices nothing. */
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../../server.ts';
import { rowsOf } from '../../tokens/acts.ts';
import type { Dice } from './random.ts';
import type { World } from './world.ts';

interface Row {
  id: string;
  given: string[];
}

/** The permissions of the roles and permission sets at the start. */
export interface Given {
  roles: Row[];
  sets: Row[];
}

/** Of one world: other worlds are created at the same time. */
export const givenNow = async (
  server: Latchkey,
  roles: readonly string[],
  sets: readonly string[],
): Promise<Given> => ({
  roles: await rowsOf<Row>(
    server,
    sql`select id::text, applied_permissions as given from roles where id = any(${sql.param([...roles])}::bigint[])`,
  ),
  sets: await rowsOf<Row>(
    server,
    sql`select id::text, permissions as given from permission_sets where id = any(${sql.param([...sets])}::bigint[])`,
  ),
});

/**
 * A role and a permission set get back their permissions of the start, the cap of a token is removed, and sometimes a user
 * becomes a super admin. The tokens of the start, their owners and the accounts of the accomplices are not changed.
 */
export async function widen(
  { db }: Latchkey,
  { atStart, ours, given, members, things }: World,
  dice: Dice,
): Promise<void> {
  const role = dice.pick(given.roles);
  await db.execute(sql`update roles set applied_permissions = ${sql.param(role.given)}::text[] where id = ${role.id}`);
  const set = dice.pick(given.sets);
  await db.execute(sql`update permission_sets set permissions = ${sql.param(set.given)}::text[] where id = ${set.id}`);
  const own = sql.param([...atStart.keys()].filter(({ kind }) => kind === 'token').map(({ id }) => id));
  await db.execute(
    sql`update personal_access_tokens set permissions = null, permission_set_id = null, latent_permissions = null
      where id = ${dice.pick(things.token)} and id <> all(${own}::bigint[]) and type = 'USER'`,
  );
  const user = dice.pick(things.user);
  const isTheirs = ours.includes(user) || members.some(({ kind, id }) => kind === 'account' && id === user);
  if (!isTheirs && dice.chance(0.2)) await db.execute(sql`update users set super_admin = true where id = ${user}`);
}
