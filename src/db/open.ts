/**
 * Which database, and how it is held: Postgres through a pool, or PGlite in a folder of ours.
 * Both answer alike: ids are strings and every statement can be observed.
 */
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as overPglite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { holdFolder } from './lock.ts';

/** A database or a transaction in it. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface OpenDatabase {
  db: Db;
  kind: 'postgres' | 'pglite';
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Called with the text of every statement before it is sent. */
  onStatement?: (text: string) => void;
  /** Called when a connection breaks; the pool replaces it by itself. */
  onConnectionError?: (error: Error) => void;
  /** What PGlite begins with where there is nothing yet: what `dumpDataDir` made of another. */
  begin?: Blob;
}

/** A statement that has not answered by then is cancelled, so that one slow list cannot hold the pool. */
const statementSeconds = 15;

export function openPostgres(url: string, options: OpenOptions = {}): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 1_000,
    statement_timeout: statementSeconds * 1000,
    query_timeout: (statementSeconds + 1) * 1000,
    keepAlive: true,
    application_name: 'latchkey',
  });
  // A connection can break while nobody uses it, and also between two statements of a transaction, where the pool does not
  // listen. An error that nobody hears would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionError?.(error)));
  return {
    db: overPostgres(pool, { casing: 'snake_case', ...observed(options) }),
    kind: 'postgres',
    close: () => pool.end(),
  };
}

/**
 * Opens PGlite in a folder, or in memory without one. The folder is ours alone while we hold it: two processes on one
 * folder would silently lose rows, so a second start is refused.
 */
export async function openPglite(folder: string | null, options: OpenOptions = {}): Promise<OpenDatabase> {
  const release = folder === null ? () => undefined : holdFolder(folder);
  const { PGlite, types } = await import('@electric-sql/pglite');
  const dataDir = folder === null ? 'memory://' : `${folder}/pglite`;
  const memory = ['-c', 'shared_buffers=16MB', '-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'];
  const pglite = await PGlite.create({
    dataDir,
    ...(options.begin ? { loadDataDir: options.begin } : {}),
    parsers: { [types.INT8]: (value) => value },
    startParams: [...PGlite.defaultStartParams, ...memory],
  }).catch((error) => {
    release();
    throw error;
  });
  // PGlite has neither a checkpointer nor autovacuum: without these its folder grows for ever.
  const upkeep = setInterval(() => void pglite.exec('checkpoint; vacuum').catch(() => undefined), 5 * 60_000).unref();
  return {
    db: overPglite(pglite, { casing: 'snake_case', ...observed(options) }),
    kind: 'pglite',
    close: async () => {
      clearInterval(upkeep);
      await pglite.close();
      release();
    },
  };
}

const observed = ({ onStatement }: OpenOptions) => (onStatement ? { logger: { logQuery: onStatement } } : {});
