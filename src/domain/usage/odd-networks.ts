/** Unusual networks: those from which a token was first used when it had already been used for longer than a week. */
import { type SQL, sql } from 'drizzle-orm';
import { usageAddresses as table } from '../../../schema/usage.ts';

export const familiarDays = 7;

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
    and max(recent.first_used_at) > min(recent.first_used_at) + make_interval(days => ${familiarDays}::int))`;
