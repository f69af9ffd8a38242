/** Prepared statements over a pool of as many connections as Latchkey has. */
import pg from 'pg';

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 10, idleTimeoutMillis: 0 });

export interface Statement {
  name: string;
  text: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the columns are those of the statement
export type Row = any;

export const all = async (statement: Statement, values: unknown[]): Promise<Row[]> =>
  (await pool.query({ ...statement, values })).rows;

export const first = async (statement: Statement, values: unknown[]): Promise<Row | undefined> =>
  (await all(statement, values))[0];
