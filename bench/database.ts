/** The PostgreSQL server of the benchmark: it is started with the counting of statements, and observed. */
import pg from 'pg';
import { type Postgres, startPostgres } from '../test/kit/postgres.ts';
import { parentOf } from './machine.ts';

/** Rows survive power failures, as in production; statements are counted; buffers have PostgreSQL's usual size. */
export function startDatabaseServer(): Promise<Postgres> {
  // In an external PostgreSQL a database is created, and dropped at the end.
  if (process.env.DATABASE_URL) process.env.TEST_DATABASE_URL = process.env.DATABASE_URL;
  const settings = ['-B', '128MB', '-c', 'shared_preload_libraries=pg_stat_statements'];
  return startPostgres({ fsync: true, settings });
}

export interface Observed {
  /** The process whose children serve the connections; NaN if it runs on another machine. */
  pid: number;
  version: string;
  /** How many statements were run in the database so far; NaN without pg_stat_statements. */
  statements(): Promise<number>;
  close(): Promise<void>;
}

export async function observe(url: string): Promise<Observed> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const one = async (sql: string) => Object.values((await client.query(sql)).rows[0] as object)[0];
  const counting = async () => {
    await client.query('create extension if not exists pg_stat_statements');
    await client.query('select from pg_stat_statements limit 1');
  };
  const counted = await counting().then(
    () => true,
    () => false,
  );
  const calls =
    'select coalesce(sum(calls), 0) from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())';
  return {
    pid: parentOf(Number(await one('select pg_backend_pid()'))),
    version: String(await one('show server_version')),
    statements: async () => (counted ? Number(await one(calls)) : Number.NaN),
    close: () => client.end(),
  };
}
