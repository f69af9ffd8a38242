/** Unusual networks: those from which a token was first used when it had already been used for longer than a week. */
import { type SQL, sql } from 'drizzle-orm';
import { usageAddresses as table } from '../../../schema/usage.ts';

const familiarDays = 7;

/** Whether a network is unusual, by the first uses from it and of the token. */
export const isUnusual = (ofNetwork: SQL, ofToken: SQL): SQL<boolean> =>
  sql`${ofNetwork} > ${ofToken} + make_interval(days => ${familiarDays}::int)`;

/**
 * The ids of tokens that were first used from an unusual network since an instant. Written as text, because Drizzle leaves out the
 * names of tables in statements about one table.
 */
export const usedOddlySince = (since: Date): SQL => sql`(
  select recent.token_id from (
    select token_id, network, min(first_used_at) as first_used_at from ${table}
    where token_id in (select token_id from ${table} where first_used_at >= ${since.toISOString()}::timestamptz)
    group by token_id, network
  ) recent
  group by recent.token_id
  having max(recent.first_used_at) >= ${since.toISOString()}::timestamptz
    and ${isUnusual(sql`max(recent.first_used_at)`, sql`min(recent.first_used_at)`)})`;
