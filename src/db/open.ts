/**
 * Which database, and how it is held: Postgres through a pool, or PGlite in a folder of ours.
 * Both answer alike: ids are strings and every statement can be observed.
 */
import type { Logger } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as overPglite } from 'drizzle-orm/pglite';
import pg from 'pg';
import { type Limits, over } from './connections.ts';
import { holdFolder } from './lock.ts';
import { type Done, opened } from './request.ts';

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
  /** How long PostgreSQL may take for what; a test is in a hurry. */
  limits?: Partial<Times>;
}

interface Times extends Limits {
  /** A statement that has not answered by then is cancelled, so that one slow list cannot hold the pool. */
  statementMs: number;
  /** One that was not even cancelled by then has lost its connection. */
  answerMs: number;
}

const times: Times = {
  statementMs: 15_000,
  answerMs: 16_000,
  waitMs: 1_000,
  firstMs: 15_000,
  lockMs: 5_000,
  idleMs: 30_000,
};

/** How many connections a process has at most. */
const connections = 10;

export function openPostgres(url: string, options: OpenOptions = {}): OpenDatabase {
  const limits = { ...times, ...options.limits };
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: limits.waitMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
    keepAlive: true,
    application_name: 'latchkey',
  });
  // A connection can break while nobody uses it, and also between two statements of a transaction, where the pool does not
  // listen. An error that nobody hears would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionError?.(error)));
  return {
    db: opened(over(pool, limits, observed(options).logger)),
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
  const db: Db = overPglite(pglite, { casing: 'snake_case', ...observed(options) });
  // PGlite has neither a checkpointer nor autovacuum: without these its folder grows for ever.
  const upkeep = setInterval(() => void pglite.exec('checkpoint; vacuum').catch(() => undefined), 5 * 60_000).unref();
  return {
    db: opened((done) => (done ? counting(db, done) : db)),
    kind: 'pglite',
    close: async () => {
      clearInterval(upkeep);
      await pglite.close();
      release();
    },
  };
}

/** The same database, with the transactions that are committed counted. */
function counting(db: Db, done: Done): Db {
  const counted: Db = Object.create(db);
  counted.transaction = async (...asked) => {
    const result = await db.transaction(...asked);
    done.commits++;
    return result;
  };
  return counted;
}

const observed = ({ onStatement }: OpenOptions): { logger?: Logger } =>
  onStatement ? { logger: { logQuery: onStatement } } : {};
