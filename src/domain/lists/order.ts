/** The order of a list, and the condition for the rows that follow a given one in it. */
import { and, or, type SQL, sql } from 'drizzle-orm';
import { attribute } from './attributes.ts';
import { type Column, type Definition, isMany } from './definition.ts';
import { given, type ListRequest } from './request.ts';

/** What rows are sorted by. Null is greater than every value, as in PostgreSQL. */
export interface Term {
  attribute: string;
  column: Column;
  /** What is compared, such as a name in lower case. */
  compared: SQL;
  isDescending: boolean;
}

/** The value of a term in a row, in a form that loses nothing in JSON. */
export type Value = string | boolean | null | readonly (string | null)[];

/** Long texts are sorted by their beginning, because cursors contain what rows are sorted by. */
export const longestSorted = 255;

/** The requested order, then by id, so that each row has exactly one place. Errors: INVALID_INPUT. */
export function termsOf(definition: Definition, request: ListRequest): readonly Term[] {
  const byId = byIdOf(definition);
  const sorters = given(request.sorter);
  if (sorters.length === 0) return byId;
  const terms = sorters.map(({ attribute, direction }) => termOf(definition, attribute, direction === 'DESC'));
  const all = [...terms, ...byId];
  const placeOf = (name: string) => all.findIndex(({ attribute }) => attribute === name);
  // Rows that are equal in a field stay so when it is named again, and no rows are equal in their id.
  return all.filter(({ attribute }, place) => placeOf(attribute) === place && place <= placeOf('id'));
}

function termOf(definition: Definition, name: string, isDescending: boolean): Term {
  const column = attribute(definition, 'sorter.attribute', name);
  return { attribute: name, column, compared: comparable(column), isDescending };
}

/** The usual order of a list is made once. */
const byIds = new WeakMap<Definition, readonly Term[]>();

function byIdOf(definition: Definition): readonly Term[] {
  const known = byIds.get(definition) ?? [termOf(definition, 'id', false)];
  byIds.set(definition, known);
  return known;
}

export const orderBy = (terms: readonly Term[]): SQL[] =>
  terms.map(({ compared, isDescending }) => (isDescending ? sql`${compared} desc` : compared));

function comparable({ kind, sql: column }: Column): SQL {
  if (kind === 'string' || kind === 'email') return sql`lower(${column})`;
  if (kind === 'text') return sql`left(${column}, ${sql.raw(String(longestSorted))})`;
  return kind === 'numeric' ? sql`${column}::numeric` : sql`${column}`;
}

/** The values of a row, except its id, which each row has anyway; undefined: it is sorted by nothing else. */
export function valuesBeforeId(terms: readonly Term[]): SQL | undefined {
  if (terms.length === 1) return undefined;
  const values = terms.slice(0, -1).map(({ column, compared }) => {
    const type = typeOf(column);
    // Not as JSON writes them: its numbers are rounded when they are read, and its instants depend on the connection.
    if (type === 'timestamptz') return sql`to_char(${compared} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`;
    return type === 'bigint' || type === 'numeric' ? sql`${compared}::text` : compared;
  });
  return sql`json_build_array(${sql.join(values, sql`, `)})`;
}

/** The condition for the rows after the one with these values. */
export function following(terms: readonly Term[], values: readonly Value[]): SQL | undefined {
  const compared = terms.map((term, place) => comparison(term, values[place] as Value));
  const [first] = compared;
  if (!first || compared.every(({ isPlain, operator }) => isPlain && operator === first.operator)) {
    // PostgreSQL finds the first of these rows in an index on the same columns.
    const left = sql.join(
      terms.map((term) => term.compared),
      sql`, `,
    );
    const right = sql.join(
      compared.map(({ value }) => value),
      sql`, `,
    );
    return sql`(${left}) ${sql.raw(first?.operator ?? '>')} (${right})`;
  }
  const after = compared.reduceRight<SQL | undefined>(
    (rest, { beyond, equal }) => or(beyond, rest && and(equal, rest)),
    undefined,
  );
  // Follows from the rest. With it, PostgreSQL starts at the value in an index on the first column.
  return and(first.notBefore, after);
}

interface Comparison {
  value: SQL;
  operator: '<' | '>';
  /** Whether the operator alone finds the rows with greater places. */
  isPlain: boolean;
  equal: SQL;
  /** Rows whose value is after this one; undefined: there are none. */
  beyond: SQL | undefined;
  /** Rows whose value is this one or after it; undefined: all. */
  notBefore: SQL | undefined;
}

function comparison({ column, compared, isDescending }: Term, known: Value): Comparison {
  const value = sql`${sql.param(known)}::${sql.raw(typeOf(column))}`;
  const isNull = sql`${compared} is null`;
  if (known === null) {
    const beyond = isDescending ? sql`${compared} is not null` : undefined;
    const notBefore = isDescending ? undefined : isNull;
    return { value, operator: isDescending ? '<' : '>', isPlain: false, equal: isNull, beyond, notBefore };
  }
  const equal = sql`${compared} = ${value}`;
  if (isDescending) {
    const [beyond, notBefore] = [sql`${compared} < ${value}`, sql`${compared} <= ${value}`];
    return { value, operator: '<', isPlain: true, equal, beyond, notBefore };
  }
  const [greater, notLess] = [sql`${compared} > ${value}`, sql`${compared} >= ${value}`];
  const [beyond, notBefore] = column.nullable ? [or(greater, isNull), or(notLess, isNull)] : [greater, notLess];
  return { value, operator: '>', isPlain: !column.nullable, equal, beyond, notBefore };
}

/** The type of PostgreSQL of what is compared. */
export function typeOf(column: Column): 'bigint' | 'boolean' | 'numeric' | 'text' | 'text[]' | 'timestamptz' {
  if (isMany(column)) return 'text[]';
  if (column.kind === 'int64') return 'bigint';
  if (column.kind === 'datetime') return 'timestamptz';
  return column.kind === 'boolean' || column.kind === 'numeric' ? column.kind : 'text';
}
