/** What others do while the gang acts: they widen again what somebody has, which gives the gang nothing. */
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../../server.ts';
import { rowsOf } from '../../tokens/acts.ts';
import type { Dice } from './random.ts';
import type { World } from './settle.ts';

interface Row {
  id: string;
  given: string[];
}

/** What the roles and the permission sets gave at the start. */
export interface Given {
  roles: Row[];
  sets: Row[];
}

/** Of the world made last: three roles and two sets. */
export const givenNow = async (server: Latchkey): Promise<Given> => ({
  roles: await rowsOf<Row>(
    server,
    sql`select id::text, applied_permissions as given from roles order by roles.id desc limit 3`,
  ),
  sets: await rowsOf<Row>(
    server,
    sql`select id::text, permissions as given from permission_sets order by permission_sets.id desc limit 2`,
  ),
});

/**
 * A role and a set give again what they gave at the start, a token's cap is lifted, and sometimes a user becomes a super
 * admin. The tokens it all began with, their owners and the accounts of the gang are left alone: they are the gang's by right.
 */
export async function widen(
  { db }: Latchkey,
  { begun, ours, given, members, things }: World,
  dice: Dice,
): Promise<void> {
  const role = dice.pick(given.roles);
  await db.execute(sql`update roles set applied_permissions = ${sql.param(role.given)}::text[] where id = ${role.id}`);
  const set = dice.pick(given.sets);
  await db.execute(sql`update permission_sets set permissions = ${sql.param(set.given)}::text[] where id = ${set.id}`);
  const own = sql.param([...begun.keys()].filter(({ kind }) => kind === 'token').map(({ id }) => id));
  await db.execute(
    sql`update personal_access_tokens set permissions = null, permission_set_id = null, latent_permissions = null
      where id = ${dice.pick(things.token)} and id <> all(${own}::bigint[]) and type = 'USER'`,
  );
  const user = dice.pick(things.user);
  const isTheirs = ours.includes(user) || members.some(({ kind, id }) => kind === 'account' && id === user);
  if (!isTheirs && dice.chance(0.2)) await db.execute(sql`update users set super_admin = true where id = ${user}`);
}
