/** Converts the searches and filters of a request to one SQL condition, only over what the viewer may read. */
import { and, or, type SQL, sql } from 'drizzle-orm';
import type { Viewer } from '../access/viewer.ts';
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { mayRead, seen } from './access.ts';
import { atAddress } from './addresses.ts';
import { attribute, kindsOf, relation, type SearchKind, textKinds } from './attributes.ts';
import { type Column, type Definition, isMany, type Relation, targetOf } from './definition.ts';
import { type Needs, type RelationUse, stepsOf } from './needs.ts';
import {
  given,
  type ListRequest,
  longestPath,
  longestSearch,
  mostSearched,
  type RangeField,
  type ReverseRelationFilter,
  type Search,
} from './request.ts';

interface Reader {
  viewer: Viewer;
  /** How a row is compared with the related rows of a step. */
  leads: (key: SQL, related: SQL) => SQL;
  /** How many characters may still be searched for. */
  left: number;
}

/** The condition of a whole request; undefined: all rows. */
export function conditionOf(
  viewer: Viewer,
  definition: Definition,
  request: ListRequest,
  needs: Needs,
): SQL | undefined {
  const reader = { viewer, leads: stepsOf(needs) > mostJoinedSteps ? separately : joined, left: mostSearched };
  return and(
    ...Object.entries(request.equals ?? {}).map(([name, value]) => equals(definition, name, value)),
    anySearch(reader, definition, given(request.search)),
    generalSearch(reader, definition, request.general_search, needs.searched),
    relationFilters(reader, definition, given(request.reverse_relation_filters)),
  );
}

/** PostgreSQL joins the tables of such subselects in the best order, which it looks for in exponential time. */
const joined = (key: SQL, related: SQL) => sql`${key} in (select ${related})`;
/** With `is true`, PostgreSQL makes no join of it: it plans such subselects one by one and evaluates each once, into a hash table. */
const separately = (key: SQL, related: SQL) => sql`(${key} in (select distinct ${related})) is true`;
const mostJoinedSteps = 4;

function equals(definition: Definition, name: string, value: unknown): SQL | undefined {
  if (value === null || value === undefined) return undefined;
  const column = attribute(definition, name, name);
  if (Array.isArray(value)) return sql`${column.sql} @> ${sql.param(given(value))}::text[]`;
  return isText(column) ? sql`lower(${column.sql}) = lower(${value})` : sql`${column.sql} = ${sqlValue(value)}`;
}

const isText = ({ kind }: Column) => (textKinds as readonly string[]).includes(kind);

const sqlValue = (value: unknown) => (value instanceof Date ? sql`${value.toISOString()}::timestamptz` : sql`${value}`);

/** A row must match one of the searches, and all terms inside it. */
const anySearch = (reader: Reader, definition: Definition, searches: Search[]) =>
  or(...searches.map((search) => oneSearch(reader, definition, search) ?? sql`true`));

function oneSearch(reader: Reader, definition: Definition, search: Search): SQL | undefined {
  const named = (list: string, kind: SearchKind, name: string) =>
    attribute(definition, `search.${list}.attribute`, name, kindsOf[kind]);
  return and(
    ...given(search.string_fields).map((field) => {
      const column = named('string_fields', 'string', field.attribute);
      const found =
        (field.partial_matching ?? true)
          ? contains(column, within(reader, 'search_value', field.search_value))
          : same(column, field.search_value);
      return field.match ? found : sql`(${found}) is not true`;
    }),
    ...given(search.integer_fields).map((field) =>
      range(named('integer_fields', 'integer', field.attribute).sql, field),
    ),
    ...given(search.float_fields).map((field) =>
      range(sql`${named('float_fields', 'float', field.attribute).sql}::numeric`, field),
    ),
    ...given(search.datetime_fields).map((field) =>
      range(named('datetime_fields', 'datetime', field.attribute).sql, field),
    ),
    ...given(search.date_fields).map((field) => {
      const column = named('date_fields', 'date', field.attribute);
      return range(sql`(${column.sql} at time zone 'UTC')::date`, field);
    }),
    ...given(search.ip_address_fields).map((field) => {
      const column = named('ip_address_fields', 'ip', field.attribute);
      const found = atAddress(column, field.search_value);
      return field.match ? found : sql`(${found}) is not true`;
    }),
    ...given(search.boolean_fields).map((field) => {
      const column = named('boolean_fields', 'boolean', field.attribute);
      return field.operator === 'NEQ'
        ? sql`${column.sql} is distinct from ${field.search_value}`
        : sql`${column.sql} = ${field.search_value}`;
    }),
    ...given(search.unset_fields).map((name) => sql`${attribute(definition, 'search.unset_fields', name).sql} is null`),
    ...given(search.exists).map((name) => exists(reader, definition, name)),
    relationFilters(reader, definition, given(search.reverse_relation_filters)),
  );
}

const same = (column: Column, value: string) => anyOf(column, (text) => sql`lower(${text}) = lower(${value})`);

/** Whether the text of a column fits, or one of its texts. */
const anyOf = (column: Column, fits: (text: SQL) => SQL): SQL =>
  isMany(column)
    ? sql`exists (select 1 from unnest(${column.sql}) one where ${fits(sql`one`)})`
    : fits(sql`${column.sql}`);

/** A text that is searched for. Errors: INVALID_INPUT if it is too long, or all of the request together are. */
function within(reader: Reader, field: string, text: string): string {
  if (text.length > longestSearch) throw invalid(field, because('TOO_LONG', { most: longestSearch }));
  reader.left -= text.length;
  if (reader.left >= 0) return text;
  throw invalid(field, `is too long together with the other texts: a list may search for ${mostSearched} characters.`);
}

function contains(column: Column, value: string): SQL {
  const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`;
  // Lower case is made by the database, because JavaScript disagrees with it about letters such as Σ and İ.
  return anyOf(column, (text) => sql`lower(${text}) like lower(${pattern})`);
}

const operators = { GTE: sql`>=`, GT: sql`>`, LTE: sql`<=`, LT: sql`<`, EQ: sql`=`, NEQ: sql`is distinct from` };

const range = (column: Column['sql'], { operator, search_value }: RangeField) =>
  sql`${column} ${operators[operator]} ${sqlValue(search_value)}`;

/** A column exists when it is neither null nor an empty list, a relation when it leads to a row. */
function exists(reader: Reader, definition: Definition, name: string): SQL {
  if (Object.hasOwn(definition.relations, name)) {
    return leadsTo(reader, definition, relation(reader.viewer, definition, 'search.exists', name), undefined);
  }
  const column = attribute(definition, 'search.exists', name);
  return isMany(column) ? sql`cardinality(${column.sql}) > 0` : sql`${column.sql} is not null`;
}

/** Matches a part of any text column, also of the `searched` relations that the viewer may read. */
function generalSearch(
  reader: Reader,
  definition: Definition,
  text: string | null | undefined,
  searched: readonly RelationUse[],
): SQL | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  within(reader, 'general_search', text);
  const own = anyText(definition, text);
  const readable = searched.map(({ relation }) => relation).filter((one) => mayRead(reader.viewer, targetOf(one)));
  return or(own, ...readable.map((one) => leadsTo(reader, definition, one, anyText(targetOf(one), text))));
}

const anyText = (definition: Definition, text: string) =>
  or(
    ...Object.values(definition.columns)
      .filter(isText)
      .map((column) => contains(column, text)),
  );

/** A row must match all filters of at least one group. */
function relationFilters(reader: Reader, definition: Definition, filters: ReverseRelationFilter[]): SQL | undefined {
  const groups = new Map<string, SQL[]>();
  for (const filter of filters) {
    const group = filter.group ?? '1';
    groups.set(group, [...(groups.get(group) ?? []), relationFilter(reader, definition, filter)]);
  }
  return or(...[...groups.values()].map((group) => and(...group)));
}

function relationFilter(reader: Reader, definition: Definition, filter: ReverseRelationFilter): SQL {
  const path = filter.relation.split('.');
  if (path.length > longestPath)
    throw invalid('reverse_relation_filters.relation', `must have at most ${longestPath} steps.`);
  const wanted = followed(reader, definition, path, filter);
  return filter.is_empty ? sql`(${wanted}) is not true` : wanted;
}

function followed(
  reader: Reader,
  definition: Definition,
  [name = '', ...rest]: string[],
  filter: ReverseRelationFilter,
): SQL {
  const step = relation(reader.viewer, definition, 'reverse_relation_filters.relation', name);
  const there = targetOf(step);
  const condition =
    rest.length > 0
      ? followed(reader, there, rest, filter)
      : and(anySearch(reader, there, given(filter.search)), generalSearch(reader, there, filter.general_search, []));
  return leadsTo(reader, definition, step, condition);
}

function leadsTo(
  { viewer, leads }: Reader,
  definition: Definition,
  relation: Relation,
  condition: SQL | undefined,
): SQL {
  const { from, at, where } = relation;
  const there = targetOf(relation);
  const matching = and(sql`${at} is not null`, where, seen(viewer, there), condition);
  return leads(sql`${definition.columns[from]?.sql}`, sql`${at} from ${there.table} where ${matching}`);
}
