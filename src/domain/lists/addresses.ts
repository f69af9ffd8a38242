/** The condition for addresses and subnets: equal to a searched address, or within a searched subnet. */
import { type SQL, sql } from 'drizzle-orm';
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { addressOrSubnetOf } from '../base/subnets.ts';
import type { Column } from './definition.ts';

/** Null or false where the column has no value. Errors: INVALID_INPUT if the text is neither an address nor a subnet. */
export function atAddress({ kind, sql: column }: Column, text: string): SQL {
  const searched = addressOrSubnetOf(text);
  if (!searched) throw invalid('search_value', because('NOT_AN_ADDRESS'));
  const value = sql`${searched}::inet`;
  if (kind === 'ip') return sql`${asAddress(column)} <<= ${value}`;
  const matches = (subnet: SQL) => (searched.includes('/') ? sql`${subnet} <<= ${value}` : sql`${subnet} >>= ${value}`);
  if (kind === 'subnet') return matches(sql`${column}::inet`);
  return sql`exists (select 1 from unnest(${column}) as each(subnet) where ${matches(sql`each.subnet::inet`)})`;
}

/** Older rows may have the zone of an address after it, or say that it was unknown. */
const asAddress = (column: Column['sql']) =>
  sql`case when split_part(${column}, '%', 1) ~ '^[0-9.]+$|:' then split_part(${column}, '%', 1)::inet end`;
