/** Maximum, minimum, sum, average and counts by value over a list, nested as the client asks, in one SQL expression. */
import { and, type SQL, sql } from 'drizzle-orm';
import { invalid } from '../errors.ts';
import { attribute, kindsOf } from './attributes.ts';
import type { Column, Definition, Kind } from './definition.ts';
import { type AggregationFunction, type Aggregator, given } from './request.ts';

export interface Aggregation {
  field: string;
  aggregation_function: AggregationFunction;
  /** Null where nothing was aggregated, and for COUNT. */
  value: string | null;
  counts: { value: string; count: string; sub_aggregator_results: Aggregation[] }[] | null;
}

const deepest = 3;
/** Values of a COUNT; the most frequent come first, the rest are left out. */
const mostBuckets = 1_000;

const fitting: Record<AggregationFunction, readonly Kind[]> = {
  MAX: ['int64', 'numeric', 'datetime'],
  MIN: ['int64', 'numeric', 'datetime'],
  SUM: ['int64', 'numeric'],
  AVG: ['int64', 'numeric'],
  COUNT: [...kindsOf.string, 'boolean', 'int64'],
};

/** A JSON array with a result for each aggregator, over the rows that `rows` yields. */
export function aggregatesOver(definition: Definition, aggregators: Aggregator[], rows: SQL): SQL {
  return results(definition, aggregators, rows, undefined, 1);
}

function results(
  definition: Definition,
  aggregators: Aggregator[],
  rows: SQL,
  within: SQL | undefined,
  depth: number,
): SQL {
  if (depth > deepest) throw invalid('aggregation.sub_aggregators', `must be nested at most ${deepest} deep.`);
  const each = aggregators.map((aggregator) => {
    const { field_name: name, aggregation_function: how } = aggregator;
    const column = attribute(definition, 'aggregation.field_name', name, fitting[how]);
    const field = sql`rows.${sql.identifier(name)}`;
    if (how === 'COUNT') return buckets(definition, aggregator, rows, within, field, depth);
    const total = sql`${sql.raw(how.toLowerCase())}(${field}${sql.raw(column.kind === 'numeric' ? '::numeric' : '')})`;
    return sql`(select to_json(${asText(column, total)}) from ${rows} where ${within ?? sql`true`})`;
  });
  return sql`json_build_array(${sql.join(each, sql`, `)})`;
}

function buckets(
  definition: Definition,
  { sub_aggregators }: Aggregator,
  rows: SQL,
  within: SQL | undefined,
  field: SQL,
  depth: number,
): SQL {
  const bucket = sql.identifier(`bucket_${depth}`);
  const inside = and(within, sql`${field} is not distinct from ${bucket}.value`);
  const nested = given(sub_aggregators);
  const below = nested.length > 0 ? results(definition, nested, rows, inside, depth + 1) : sql`json_build_array()`;
  const counted = sql`select ${field} as value, count(*) as count from ${rows} where ${within ?? sql`true`} group by 1 order by 2 desc, 1 limit ${sql.raw(String(mostBuckets))}`;
  const one = sql`json_build_object('value', coalesce(${bucket}.value::text, ''), 'count', ${bucket}.count::text, 'below', ${below})`;
  return sql`(select coalesce(json_agg(${one}), json_build_array()) from (${counted}) ${bucket})`;
}

const asText = ({ kind }: Column, value: SQL) =>
  kind === 'datetime'
    ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')`
    : sql`${value}::text`;

type Found = string | null | { value: string; count: string; below: Found[] }[];

/** Gives the database's answer its names back. */
export function named(aggregators: Aggregator[], found: unknown): Aggregation[] {
  return aggregators.map(({ field_name, aggregation_function, sub_aggregators }, place) => {
    const result = ((found ?? []) as Found[])[place] ?? null;
    const counts = Array.isArray(result)
      ? result.map(({ value, count, below }) => ({
          value,
          count,
          sub_aggregator_results: named(given(sub_aggregators), below),
        }))
      : null;
    return { field: field_name, aggregation_function, value: typeof result === 'string' ? result : null, counts };
  });
}
