/**
 * A select of Drizzle for many keys, for statements at every request: it is turned into text once for each number of keys, and
 * how its columns are read is decided once. Drizzle decides both for each statement or row.
 */
import { Column, is, type Param, Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readText } from './read.ts';
import { filledUp } from './shared-lookup.ts';

/** The select for keys whose values stand in these places. */
type Build<Row> = (
  db: Db,
  keys: Placeholder[],
) => { toSQL(): { sql: string; params: unknown[] }; execute(): Promise<Row[]> };

interface Prepared {
  text: string;
  /** For each parameter, the place of its key, or its value. */
  params: (number | { value: unknown })[];
}

type Decode = (value: unknown) => unknown;

/**
 * `columns`: those that `build` selects, by the names that the rows have. `values`: turns a key into the values of its
 * parameters, of which each key has `width`.
 */
export function preparedSelect<Row>(
  name: string,
  columns: Record<string, Column | SQL>,
  values: (key: string) => readonly unknown[],
  build: Build<Row>,
  width = 1,
): (db: Db, keys: readonly string[]) => Promise<Row[]> {
  const bySize = new Map<number, Prepared>();
  const names = Object.keys(columns);
  const decoders = Object.values(columns).map(decoderOf);

  function preparedFor(db: Db, size: number): Prepared {
    const known = bySize.get(size) ?? prepare(build, db, size * width);
    bySize.set(size, known);
    return known;
  }

  return async (db, keys) => {
    const filled = filledUp(keys);
    const placed = filled.flatMap(values);
    const { text, params } = preparedFor(db, filled.length);
    const sent = params.map((param) => (typeof param === 'number' ? placed[param] : param.value));
    const { rows } = await readText(db, `${name}_${filled.length}`, text, sent);
    return rows.map((values) => rowOf(names, decoders, values) as Row);
  };
}

function prepare<Row>(build: Build<Row>, db: Db, count: number): Prepared {
  const placeholders = Array.from({ length: count }, (_, place) => sql.placeholder(String(place)));
  const { sql: text, params } = build(db, placeholders).toSQL();
  return { text, params: params.map(placeOf) };
}

/** Drizzle has already encoded values; a placeholder may be inside a parameter that would encode it. */
function placeOf(param: unknown): number | { value: unknown } {
  const inside = is(param, Placeholder) ? param : (param as Param | null)?.value;
  return is(inside, Placeholder) ? Number(inside.name) : { value: param };
}

function decoderOf(column: Column | SQL): Decode {
  const decoder = is(column, Column)
    ? column
    : (column as unknown as { decoder: { mapFromDriverValue: Decode } }).decoder;
  return (value) => (value === null ? null : decoder.mapFromDriverValue(value));
}

function rowOf(names: readonly string[], decoders: readonly Decode[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let place = 0; place < names.length; place++)
    row[names[place] as string] = (decoders[place] as Decode)(values[place]);
  return row;
}
