/** Opens PostgreSQL through a pool, and says what the program expects of an open database. */
import type { Logger } from 'drizzle-orm';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { DatabaseLoad } from './connection-queue.ts';
import { databasesOver, type Limits, poolOf } from './connections.ts';
import { type Db, type TraceDatabase, untraced } from './database.ts';
import { registerDatabase } from './for-request.ts';
import { createLane, type Query } from './lane.ts';
import { recordWriter } from './last-writes.ts';
import { requireConflicts } from './probe.ts';
import { openReplica, type ReplicaOptions } from './replica.ts';
import { type PreparedStatements, withoutNames } from './unnamed.ts';

export interface OpenDatabase {
  db: Db;
  kind: 'postgres' | 'pglite';
  /** Records that the first start is complete. Until then the next start creates the database in the folder again. */
  complete(): void;
  /** Throws NoConflictError if locks do not work. False: locks on rows could not be checked before the first migration. */
  requireConflicts(): Promise<boolean>;
  /** Throws OtherDatabaseError if there is a replica that answers and has another database. */
  requireStandby(): Promise<void>;
  /** Runs work on a connection of its own, on which only the database limits the time of a statement. */
  unhurried<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Without reads from the standby, and lookups by key, which need no place. */
  load(): DatabaseLoad;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Called with the text and the values of every statement before it is sent. */
  onStatement?: (text: string, values: unknown[]) => void;
  /** Records the work in the trace of the request. */
  trace?: TraceDatabase | undefined;
  /** Called when a connection breaks; the pool replaces it by itself. */
  onConnectionError?: (error: Error) => void;
  /** The file with the initial contents for PGlite: the `dumpDataDir` of another database. */
  begin?: string | undefined;
  /** Whether lookups of the same turn share a statement. Default: true. */
  sharedLookups?: boolean;
  /** Default: `on`. */
  preparedStatements?: PreparedStatements;
  /** A standby to read rows from that are only shown. */
  replica?: ReplicaOptions | undefined;
  /** Differences from the usual use of PostgreSQL, since tests have less time. */
  limits?: Partial<Times>;
}

export interface Times extends Limits {
  /** The number of connections that a process has at most. */
  connections: number;
  /** How long connecting may take. */
  connectMs: number;
  /** A statement without an answer by then is cancelled, so that a slow list cannot occupy the pool. */
  statementMs: number;
  /** The connection is considered lost if not even cancelling succeeded by then. */
  answerMs: number;
  /** How often PGlite is tidied up. */
  upkeepMs: number;
}

export const times: Times = {
  connections: 10,
  connectMs: 1_000,
  statementMs: 15_000,
  answerMs: 16_000,
  waitMs: 1_000,
  servedMs: 10_000,
  firstMs: 15_000,
  lockMs: 5_000,
  idleMs: 30_000,
  rollbackMs: 1_000,
  upkeepMs: 5 * 60_000,
};

/** How long the pool keeps an idle connection. */
const keptIdleMs = 10 * 60_000;

export function openPostgres(url: string, options: OpenOptions = {}): OpenDatabase {
  const limits = { ...times, ...options.limits };
  const { sharedLookups = true, preparedStatements = 'on' } = options;
  const { logger } = observed(options);
  const settings = {
    ...connection(url),
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
  };
  // Kept for long, because each new connection plans its statements anew.
  const pooled = { ...settings, max: limits.connections, idleTimeoutMillis: keptIdleMs };
  const pool = new pg.Pool(pooled);
  // A connection can break while it is idle, and also between two statements of a transaction, where the pool does not
  // listen. An unhandled error event would end the process.
  pool.on('error', () => undefined);
  const prepare = <Client extends pg.ClientBase>(client: Client): Client => {
    client.on('error', (error) => options.onConnectionError?.(error));
    return preparedStatements === 'off' ? withoutNames(client) : client;
  };
  pool.on('connect', prepare);
  const { trace = untraced } = options;
  const databases = databasesOver(poolOf(pool, limits), limits, logger, {
    last: options.replica && recordWriter,
    trace,
  });
  const pipelined = () => prepare(new pg.Client({ ...settings, pipeline: true }));
  const lane = createLane(pipelined, databases.queryFor(null), preparedStatements);
  const lookup: Query = (query, values) => trace('statement', query.text, () => lane.query(query, values));
  const replica =
    options.replica &&
    openReplica(
      options.replica,
      { databases, quick: lane.query },
      { settings: pooled, preparedStatements },
      limits,
      logger,
    );
  return {
    db: registerDatabase(databases.create, { db: databases.over(lookup), areShared: sharedLookups }, replica),
    kind: 'postgres',
    complete: () => undefined,
    requireConflicts: () => requireConflicts(pool),
    requireStandby: async () => replica?.require(),
    load: databases.load,
    unhurried: async (work) => {
      const client = prepare(new pg.Client({ ...connection(url), connectionTimeoutMillis: 10_000 }));
      await client.connect();
      try {
        return await work(overPostgres(client, { casing: 'snake_case', ...observed(options) }));
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await replica?.close();
      await lane.close();
      await pool.end();
    },
  };
}

const connection = (url: string) => ({ connectionString: url, keepAlive: true, application_name: 'latchkey' });

export const observed = ({ onStatement }: OpenOptions): { logger?: Logger } =>
  onStatement ? { logger: { logQuery: onStatement } } : {};
