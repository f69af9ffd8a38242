/**
 * Turns a list request into one SQL statement: a page of rows, a count or aggregates, for one list or for the lists of
 * many parents at once. Identifiers come from the definitions, and values are always parameters.
 */
import { and, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';
import { named, type Row, read, readRows } from './read.ts';
import { mostKeys, sharedLookup } from './shared-lookup.ts';

export type { Row } from './read.ts';

/** Columns by their public names. The text of the same object is made once. */
export type Columns = Readonly<Record<string, AnyPgColumn | SQL>>;

/** Columns of a table. */
export interface Columned {
  table: PgTable;
  columns: Columns;
}

/** What to read: columns, and the condition on rows. */
export interface Selection extends Columned {
  where: SQL | undefined;
  /**
   * Whether the condition searches for texts. How many rows they find decides which plan is fast, and PostgreSQL would keep
   * one for all texts.
   */
  searches?: boolean;
}

/** A row to which each row leads, read in the same statement. */
export interface Join {
  name: string;
  table: PgTable;
  columns: Columns;
  /** The column of the joined table that matches the key, and the public name of the column with the key. */
  at: AnyPgColumn;
  from: string;
}

export interface Page extends Selection {
  /** Whether the rows are in the order of their ids. */
  isByKey?: boolean;
  /** A further condition, which counts and aggregates do not have. */
  after?: SQL | undefined;
  orderBy: SQL[];
  limit: number;
  offset: number;
}

/** The parents of the lists: `at` is the column of the listed table that contains the key of a parent. */
export interface Parents {
  keys: readonly string[];
  at: AnyPgColumn;
}

/** Where a row holds the rows that were joined to it, by name; null where there is none. */
export const joinedRows = 'joined rows';

/** The rows of one page. */
export function selectPage(db: Db, page: Page, joins: readonly Join[] = []): Promise<Row[]> {
  const { where, after, isByKey, limit, offset, searches = false } = page;
  const isUsual = !where && !after && isByKey && offset === 0 && usualLimits.has(limit);
  const make = () => statementOf(page, joins);
  const statement = (isUsual && kept(firstPages, page, joins, `${limit} `, make)) || make();
  return rowsOf(db, page, joins, statement, { isNamed: !searches });
}

/** The row with this id, read together with others of the same turn that are selected alike. */
export function selectById(db: Db, selection: Columned, id: string, joins: readonly Join[] = []): Promise<Row | null> {
  const make = () => lookupById(selection, joins);
  const lookup = kept(lookups, selection, joins, '', make) ?? make();
  return lookup(db, id);
}

type Kept<T> = WeakMap<Columns, Map<string, T>>;
const lookups: Kept<ReturnType<typeof lookupById>> = new WeakMap();
const firstPages: Kept<SQL> = new WeakMap();

/** Clients determine what is joined: more than this number of ways for the same columns are not kept. */
const mostKept = 60;

function kept<T>(of: Kept<T>, { columns }: Columned, joins: readonly Join[], way: string, make: () => T): T | null {
  const alike = of.get(columns) ?? new Map<string, T>();
  of.set(columns, alike);
  const key = way + joins.map(({ name, columns }) => [name, ...Object.keys(columns)].join()).join(' ');
  const known = alike.get(key);
  if (known || alike.size >= mostKept) return known ?? null;
  const made = make();
  alike.set(key, made);
  return made;
}

function lookupById({ table, columns }: Columned, joins: readonly Join[]): (db: Db, id: string) => Promise<Row | null> {
  const { id } = getTableColumns(table) as { id: AnyPgColumn };
  const keyed = { ...columns, [parentKey]: id };
  const where = sql`${id} = any(${sql.placeholder('keys')}::bigint[])`;
  const page = { table, columns: keyed, where, orderBy: [sql`${id}`], limit: mostKeys, offset: 0 };
  const statement = statementOf(page, joins);
  return sharedLookup(async (db, keys) => {
    const found = await rowsOf(db, page, joins, statement, { placed: { keys } });
    const rows = new Map(found.map((row) => [row[parentKey] as string, row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

function statementOf(page: Page, joins: readonly Join[]): SQL {
  const statement = sql`select ${columnList(page.columns)} ${tail(page, undefined)}`;
  return joins.length === 0 ? statement : joined(statement, joins);
}

async function rowsOf(
  db: Db,
  { columns }: Selection,
  joins: readonly Join[],
  statement: SQL,
  sending: Parameters<typeof read>[2],
): Promise<Row[]> {
  if (joins.length === 0) return readRows(db, statement, sending);
  const ownNames = Object.keys(columns);
  const joinedNames = joins.map((join) => Object.keys(join.columns));
  const { rows } = await read(db, statement, sending);
  return rows.map((values) => {
    const row = named(ownNames, values);
    const others: Record<string, Row | null> = {};
    // After the page's columns comes the number of the row.
    let at = ownNames.length + 1;
    joins.forEach(({ name }, place) => {
      const theirs = joinedNames[place] as string[];
      others[name] = values[at] === null ? null : named(theirs, values.slice(at + 1));
      at += theirs.length + 1;
    });
    row[joinedRows] = others;
    return row;
  });
}

/** The page is read first, so that no row outside of it is joined. Joining may change the order, so rows are numbered. */
function joined(page: SQL, joins: readonly Join[]): SQL {
  const key = sql.identifier(parentKey);
  const tables = joins.map(({ name, table, columns, at, from }) => {
    const there = joinedTable(name);
    const rows = sql`select ${at} as ${key}, ${columnList(columns)} from ${table}`;
    return sql`left join (${rows}) ${there} on ${there}.${key} = page.${sql.identifier(from)}`;
  });
  const all = joins.map(({ name }) => sql`${joinedTable(name)}.*`);
  const numbered = sql`select *, row_number() over () as place from (${page}) page`;
  return sql`select page.*, ${sql.join(all, sql`, `)} from (${numbered}) page ${sql.join(tables, sql` `)} order by page.place`;
}

const joinedTable = (name: string) => sql.identifier(`joined ${name}`);

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
  const rows = await readRows(
    db,
    sql`select parent.key as ${sql.identifier(parentKey)}, page.* ${each(parents)} cross join lateral (${lateral}) page limit ${most + 1}`,
    { isNamed: !page.searches },
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
  const rows = await readRows(
    db,
    sql`select ${parents.at} as ${sql.identifier(parentKey)}, ${columnList(selection.columns)} from ${selection.table} where ${keyed}`,
    { isNamed: !selection.searches },
  );
  return new Map(rows.map((row) => [row[parentKey] as string, row]));
}

export async function countRows(db: Db, { table, where, searches }: Selection): Promise<number> {
  const count = sql`select count(*)::int as count from ${table} where ${where ?? sql`true`}`;
  const [row] = await readRows(db, count, { isNamed: !searches });
  return row?.count as number;
}

/** The number of rows of each parent, in one statement; parents without rows are missing from the map. */
export async function countRowsOfEach(
  db: Db,
  { table, where, searches }: Selection,
  parents: Parents,
): Promise<Map<string, number>> {
  const keyed = both(where, sql`${parents.at} = any(${keyArray(parents)})`);
  const rows = await readRows(
    db,
    sql`select ${parents.at} as key, count(*)::int as count from ${table} where ${keyed} group by 1`,
    { isNamed: !searches },
  );
  return new Map(rows.map((row) => [row.key as string, row.count as number]));
}

/**
 * The result of `over` for the rows of a selection, for the whole list or for the lists of many parents; each row of
 * the result has its parent's key, or null. The rows are selected once, however often `over` refers to them.
 */
export async function aggregate(
  db: Db,
  { table, columns, where, searches }: Selection,
  over: (rows: SQL) => SQL,
  parents?: Parents,
): Promise<Row[]> {
  const keyed = parents ? both(where, sql`${parents.at} = any(${keyArray(parents)})`) : (where ?? sql`true`);
  const key = parents ? parents.at : sql`null::bigint`;
  const rows = sql`select ${key} as ${sql.identifier(parentKey)}, ${columnList(columns)} from ${table} where ${keyed}`;
  return readRows(db, sql`with rows as (${rows}) ${over(sql`rows`)}`, { isNamed: !searches });
}

/** The text of columns without parameters is made once: they come from the definitions. */
const columnLists = new WeakMap<Columns, SQL>();

function columnList(columns: Columns): SQL {
  const known = columnLists.get(columns);
  if (known) return known;
  const each = Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.identifier(name)}`);
  const { sql: text, params } = dialect.sqlToQuery(sql.join(each, sql`, `));
  const list = params.length === 0 ? sql.raw(text) : sql.join(each, sql`, `);
  columnLists.set(columns, list);
  return list;
}

const dialect = new PgDialect({ casing: 'snake_case' });

const both = (left: SQL | undefined, right: SQL) => (left ? sql`(${left}) and ${right}` : right);

const keyArray = ({ keys }: Pick<Parents, 'keys'>) => sql`${sql.param(keys)}::bigint[]`;

const each = (parents: Parents) => sql`from unnest(${keyArray(parents)}) as parent(key)`;

const tail = (page: Page, ofParent: SQL | undefined) => {
  const conditions = [page.where, ofParent, page.after].flatMap((one) => (one ? [sql`(${one})`] : []));
  const where = and(...conditions) ?? sql`true`;
  const limit = usualLimits.has(page.limit) ? sql.raw(String(page.limit)) : sql`${page.limit}`;
  const offset = page.offset === 0 ? sql`` : sql` offset ${page.offset}`;
  return sql`from ${page.table} where ${where} order by ${sql.join(page.orderBy, sql`, `)} limit ${limit}${offset}`;
};

/** Written into the text: PostgreSQL keeps the plan of a statement only if it does not depend on the limit. */
const usualLimits = new Set([1, 25, mostKeys, 50, 100].flatMap((limit) => [limit, limit + 1]));
