/** Sends a statement that reads, through the connection or transaction of a database, and names it for PostgreSQL. */
import { DrizzleQueryError, fillPlaceholders, type Logger, type SQL } from 'drizzle-orm';
import type { PgDialect } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';
import { parsers } from './texts.ts';

export type Row = Record<string, unknown>;

export interface Read {
  /** The names of the columns. */
  names: string[];
  /** The values of each row in that order; instants and days as PostgreSQL writes them. */
  rows: unknown[][];
}

interface Session {
  logger: Logger;
  client: { query(query: object): Promise<{ fields: { name: string }[]; rows: unknown[][] }> };
}

interface Sending {
  /** Unless it is named, PostgreSQL plans a statement for its values at each use. */
  isNamed?: boolean;
  /** The values of its placeholders. */
  placed?: Record<string, unknown>;
}

export async function read(db: Db, statement: SQL, { isNamed = true, placed }: Sending = {}): Promise<Read> {
  const { dialect } = db as unknown as { dialect: PgDialect };
  const { sql: text, params } = queryOf(dialect, statement);
  const values = placed ? fillPlaceholders(params, placed) : params;
  const { fields, rows } = await readText(db, isNamed ? nameOf(dialect, text) : undefined, text, values);
  return { names: fields.map(({ name }) => name), rows };
}

/** Sends the text of a statement. Without a name PostgreSQL does not keep it. */
export async function readText(db: Db, name: string | undefined, text: string, values: unknown[]) {
  const { session } = db as unknown as { session: Session };
  session.logger.logQuery(text, values);
  try {
    return await session.client.query({ name, text, values, rowMode: 'array', types: parsers });
  } catch (error) {
    throw new DrizzleQueryError(text, values, error as Error);
  }
}

/** The text of a statement object that is used again is made once. */
const queries = new WeakMap<SQL, ReturnType<PgDialect['sqlToQuery']>>();

function queryOf(dialect: PgDialect, statement: SQL) {
  const query = queries.get(statement) ?? dialect.sqlToQuery(statement);
  queries.set(statement, query);
  return query;
}

export async function readRows(db: Db, statement: SQL, sending?: Sending): Promise<Row[]> {
  const { names, rows } = await read(db, statement, sending);
  return rows.map((values) => named(names, values));
}

/** A row with these names; further values are left out. */
export function named(names: readonly string[], values: readonly unknown[]): Row {
  const row: Row = {};
  names.forEach((name, place) => {
    row[name] = values[place];
  });
  return row;
}

/**
 * Statements get names derived from their text, so that PostgreSQL parses each shape once. The number is limited for each
 * database, because clients determine the shapes.
 */
const names = new WeakMap<PgDialect, Map<string, string>>();
const mostNames = 500;

function nameOf(dialect: PgDialect, text: string): string | undefined {
  const given = names.get(dialect) ?? new Map<string, string>();
  names.set(dialect, given);
  const known = given.get(text);
  if (known || given.size >= mostNames) return known;
  const name = `list_${given.size}`;
  given.set(text, name);
  return name;
}
