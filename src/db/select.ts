/**
 * Turns a list request into one SQL statement: a page of rows, a count or aggregates, for one list or for the lists of
 * many parents at once. Identifiers come from the definitions, and values are always parameters.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgDialect, PgSession, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';

export type Row = Record<string, unknown>;

/** What to read: columns by their public names, and the condition on rows. */
export interface Selection {
  table: PgTable;
  columns: Record<string, AnyPgColumn | SQL>;
  where: SQL | undefined;
}

export interface Page extends Selection {
  orderBy: SQL[];
  limit: number;
  offset: number;
}

/** The parents of the lists: `at` is the column of the listed table that contains the key of a parent. */
export interface Parents {
  keys: readonly string[];
  at: AnyPgColumn;
}

/** The rows of one page. */
export async function selectPage(db: Db, page: Page): Promise<Row[]> {
  return run(db, sql`select ${columnList(page.columns)} ${tail(page, undefined)}`);
}

/** The key of the parent of a row, selected beside its columns. */
export const parentKey = 'parent key';

/**
 * One page for each parent, in one statement; parents without rows are missing from the map. Null if there are more
 * than `most` rows in total.
 */
export async function selectPages(
  db: Db,
  page: Page,
  parents: Parents,
  most: number,
): Promise<Map<string, Row[]> | null> {
  const lateral = sql`select ${columnList(page.columns)} ${tail(page, sql`${parents.at} = parent.key`)}`;
  const rows = await run(
    db,
    sql`select parent.key as ${sql.identifier(parentKey)}, page.* ${each(parents)} cross join lateral (${lateral}) page limit ${most + 1}`,
  );
  if (rows.length > most) return null;
  const pages = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[parentKey] as string;
    const known = pages.get(key);
    if (known) known.push(row);
    else pages.set(key, [row]);
  }
  return pages;
}

/** The rows with these keys, for relations that lead to one row. */
export async function selectByKey(db: Db, selection: Selection, parents: Parents): Promise<Map<string, Row>> {
  const keyed = both(selection.where, sql`${parents.at} = any(${keyArray(parents)})`);
  const rows = await run(
    db,
    sql`select ${parents.at} as ${sql.identifier(parentKey)}, ${columnList(selection.columns)} from ${selection.table} where ${keyed}`,
  );
  return new Map(rows.map((row) => [row[parentKey] as string, row]));
}

export async function countRows(db: Db, { table, where }: Selection): Promise<number> {
  const [row] = await run(db, sql`select count(*)::int as count from ${table} where ${where ?? sql`true`}`);
  return row?.count as number;
}

/** The number of rows of each parent, in one statement; parents without rows are missing from the map. */
export async function countRowsOfEach(
  db: Db,
  { table, where }: Selection,
  parents: Parents,
): Promise<Map<string, number>> {
  const keyed = both(where, sql`${parents.at} = any(${keyArray(parents)})`);
  const rows = await run(
    db,
    sql`select ${parents.at} as key, count(*)::int as count from ${table} where ${keyed} group by 1`,
  );
  return new Map(rows.map((row) => [row.key as string, row.count as number]));
}

/**
 * The result of `over` for the rows of a selection, for the whole list or for the lists of many parents; each row of
 * the result has its parent's key, or null. The rows are selected once, however often `over` refers to them.
 */
export async function aggregate(
  db: Db,
  { table, columns, where }: Selection,
  over: (rows: SQL) => SQL,
  parents?: Parents,
): Promise<Row[]> {
  const keyed = parents ? both(where, sql`${parents.at} = any(${keyArray(parents)})`) : (where ?? sql`true`);
  const key = parents ? parents.at : sql`null::bigint`;
  const rows = sql`select ${key} as ${sql.identifier(parentKey)}, ${columnList(columns)} from ${table} where ${keyed}`;
  return run(db, sql`with rows as (${rows}) ${over(sql`rows`)}`);
}

const columnList = (columns: Selection['columns']) =>
  sql.join(
    Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.identifier(name)}`),
    sql`, `,
  );

const both = (left: SQL | undefined, right: SQL) => (left ? sql`(${left}) and ${right}` : right);

const keyArray = ({ keys }: Parents) => sql`${sql.param(keys)}::bigint[]`;

const each = (parents: Parents) => sql`from unnest(${keyArray(parents)}) as parent(key)`;

const tail = (page: Page, ofParent: SQL | undefined) => {
  const where = ofParent ? both(page.where, ofParent) : (page.where ?? sql`true`);
  return sql`from ${page.table} where ${where} order by ${sql.join(page.orderBy, sql`, `)} limit ${page.limit} offset ${page.offset}`;
};

/**
 * Statements get names derived from their text, so that PostgreSQL plans each shape once. The number is limited,
 * because clients determine the shapes.
 */
const names = new Map<string, string>();
const mostNames = 500;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= mostNames) return known;
  const name = `list_${names.size}`;
  names.set(text, name);
  return name;
}

async function run(db: Db, statement: SQL): Promise<Row[]> {
  const { dialect, session } = db as unknown as { dialect: PgDialect; session: PgSession };
  const query = dialect.sqlToQuery(statement);
  const prepared = session.prepareQuery(query, undefined, nameOf(query.sql), false);
  return ((await prepared.execute()) as { rows: Row[] }).rows;
}
