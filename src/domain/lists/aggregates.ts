/** Maximum, minimum, sum, average and counts by value over a list, nested as requested: one GROUP BY for each COUNT. */
import { type SQL, type SQLChunk, sql } from 'drizzle-orm';
import { parentKey } from '../../db/select.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { attribute, textKinds } from './attributes.ts';
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
/** Values of a COUNT. The most frequent ones are returned, the rest are left out. */
const mostBuckets = 1_000;
/** Values of all COUNTs together, of one list or of the lists of many parents. */
const mostGroups = 20_000;
/** COUNTs of a list, at all nesting levels together. */
const mostCounts = 20;

const fitting: Record<AggregationFunction, readonly Kind[]> = {
  MAX: ['int64', 'numeric', 'datetime'],
  MIN: ['int64', 'numeric', 'datetime'],
  SUM: ['int64', 'numeric'],
  AVG: ['int64', 'numeric'],
  COUNT: [...textKinds, 'boolean', 'int64'],
};

/** One GROUP BY: a COUNT nested in those above it, or at the top the aggregates of the whole list. */
export interface Level {
  /** The positions of its COUNT and of those above it, from the top. */
  path: readonly number[];
  groups: readonly string[];
  within: readonly Aggregator[];
}

/** Checks the requested aggregators and returns their levels, each after the one above it. Errors: INVALID_INPUT. */
export function levelsOf(definition: Definition, aggregators: readonly Aggregator[]): Level[] {
  const levels: Level[] = [];
  const add = (within: readonly Aggregator[], path: number[], groups: string[]): void => {
    if (path.length >= deepest && within.length > 0)
      throw invalid('aggregation.sub_aggregators', `must be nested at most ${deepest} deep.`);
    levels.push({ path, groups, within });
    if (levels.length > mostCounts + 1) throw invalid('aggregation', `must hold at most ${mostCounts} COUNTs.`);
    for (const [place, { field_name: name, aggregation_function: how, sub_aggregators }] of within.entries()) {
      attribute(definition, 'aggregation.field_name', name, fitting[how]);
      if (how === 'COUNT') add(given(sub_aggregators), [...path, place], [...groups, name]);
    }
  };
  add(aggregators, [], []);
  return levels;
}

export const columnsIn = (levels: readonly Level[]): string[] => [
  ...new Set(levels.flatMap(({ groups, within }) => [...groups, ...within.map(({ field_name }) => field_name)])),
];

/** Selects the groups of all levels as JSON, over `rows` with their parent's key. Limited to one more than are allowed. */
export function groupsOf(definition: Definition, levels: readonly Level[], rows: SQL): SQL {
  const each = levels.map((level, place) =>
    (level.groups.length === 0 ? totals : groups)(definition, level, place, rows),
  );
  return sql`${sql.join(each, sql` union all `)} limit ${sql.raw(String(mostGroups + 1))}`;
}

const key = sql.identifier(parentKey);

const totals = (definition: Definition, { within }: Level, place: number, rows: SQL): SQL =>
  sql`(select ${key}, ${written(place, [], sql`''`, sql`''`, sql`json_build_array(${worked(definition, within)})`)} as found from ${rows} group by ${key})`;

/** The groups of a COUNT, ranked within the group above, the most frequent first. */
function groups(definition: Definition, { groups, within }: Level, place: number, rows: SQL): SQL {
  const names = groups.map((_, depth) => sql.identifier(`group_${depth}`));
  const ranks = groups.map((_, depth) => sql.identifier(`rank_${depth}`));
  const counts = groups.map((_, depth) => sql.identifier(`count_${depth}`));
  const above = (depth: number) => list([key, ...names.slice(0, depth)]);
  const grouped = sql`select ${key}, ${list(groups.map((name, depth) => sql`${sql.identifier(name)} as ${names[depth]}`))}, count(*) as number,
    json_build_array(${worked(definition, within)}) as worked from ${rows} group by ${list([key, ...groups.map((_, depth) => sql.raw(String(depth + 2)))])}`;
  const counted = sql`select *, ${list(groups.map((_, depth) => sql`sum(number) over (partition by ${above(depth + 1)}) as ${counts[depth]}`))} from (${grouped}) grouped`;
  const ranked = sql`select *, ${list(groups.map((_, depth) => sql`dense_rank() over (partition by ${above(depth)} order by ${counts[depth]} desc, ${names[depth]}) as ${ranks[depth]}`))} from (${counted}) counted`;
  const few = sql.join(
    ranks.map((rank) => sql`${rank} <= ${sql.raw(String(mostBuckets))}`),
    sql` and `,
  );
  const value = sql`coalesce(${names.at(-1)}::text, '')`;
  return sql`(select ${key}, ${written(place, ranks, value, sql`number::text`, sql`worked`)} as found from (${ranked}) ranked where ${few})`;
}

const written = (place: number, ranks: SQLChunk[], value: SQL, count: SQL, worked: SQL) =>
  sql`json_build_array(${sql.raw(String(place))}, json_build_array(${list(ranks)}), ${value}, ${count}, ${worked})`;

const list = (parts: SQLChunk[]) => sql.join(parts, sql`, `);

function worked(definition: Definition, aggregators: readonly Aggregator[]): SQL {
  const each = aggregators.map(({ field_name: name, aggregation_function: how }) => {
    const column = attribute(definition, 'aggregation.field_name', name, fitting[how]);
    if (how === 'COUNT') return sql`null`;
    const field = sql.identifier(name);
    return asText(
      column,
      sql`${sql.raw(how.toLowerCase())}(${field}${sql.raw(column.kind === 'numeric' ? '::numeric' : '')})`,
    );
  });
  return list(each);
}

const asText = ({ kind }: Column, value: SQL) =>
  kind === 'datetime'
    ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')`
    : sql`${value}::text`;

/** A group as the database returns it; `ranks` are those of the groups above and its own, `worked` its aggregates. */
export type Group = [place: number, ranks: number[], value: string, count: string, worked: (string | null)[]];

interface Bucket {
  value: string;
  count: string;
  sub_aggregator_results: Aggregation[];
}

export function gathered(levels: readonly Level[], groups: readonly Group[]): Aggregation[] {
  const results = blank(levels[0]?.within ?? [], []);
  const buckets = new Map<string, Aggregation[]>([['', results]]);
  const inOrder = groups.toSorted(([place, ranks], [other, others]) => place - other || byRank(ranks, others));
  for (const [place, ranks, value, count, worked] of inOrder) {
    const { path, within } = levels[place] as Level;
    if (path.length === 0) {
      for (const [at, result] of blank(within, worked).entries()) Object.assign(results[at] as Aggregation, result);
      continue;
    }
    const bucket: Bucket = { value, count, sub_aggregator_results: blank(within, worked) };
    buckets.set(nameOf(path, ranks), bucket.sub_aggregator_results);
    const above = buckets.get(nameOf(path.slice(0, -1), ranks.slice(0, -1)));
    above?.[path.at(-1) as number]?.counts?.push(bucket);
  }
  return results;
}

export const areTooMany = (groups: readonly unknown[]) => groups.length > mostGroups;

export const tooManyGroups = () =>
  new DomainError('LIMITED', `The aggregation would have more than ${mostGroups} values. Count something with fewer.`);

const nameOf = (path: readonly number[], ranks: readonly number[]) =>
  path.map((place, depth) => `${place}:${ranks[depth]}`).join(' ');

const byRank = (ranks: readonly number[], others: readonly number[]) =>
  ranks.map((rank, depth) => rank - (others[depth] ?? 0)).find((difference) => difference !== 0) ?? 0;

const blank = (aggregators: readonly Aggregator[], worked: readonly (string | null)[]): Aggregation[] =>
  aggregators.map(({ field_name, aggregation_function }, place) => ({
    field: field_name,
    aggregation_function,
    value: worked[place] ?? null,
    counts: aggregation_function === 'COUNT' ? [] : null,
  }));
