/**
 * Lends connections to a single statement, or to a whole transaction, which nobody else can enter until it ends. A
 * connection that is not known to be idle and outside a transaction afterwards is closed and not lent again.
 */
import type { Logger } from 'drizzle-orm';
import { NodePgDatabase, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { createQueue, type DatabaseLoad, type WaitLimits } from './connection-queue.ts';
import { type Db, type TraceDatabase, untraced } from './database.ts';
import { CommitLostError, rootOf } from './failures.ts';
import type { RequestState } from './for-request.ts';
import type { Query } from './lane.ts';
import { sendOn } from './prepared-query.ts';

export type Client = pg.ClientBase;
type Work<T> = (tx: NodePgTransaction<Record<string, never>, Record<string, never>>) => Promise<T>;

export interface Limits extends WaitLimits {
  /** How long a statement of a transaction waits for a lock. */
  lockMs: number;
  /** How long PostgreSQL keeps a transaction open that sends nothing. */
  idleMs: number;
  /** How long a rollback may take before the connection is closed. */
  rollbackMs: number;
}

/** Each statement reads what was committed before it, also what others committed while it waited for a lock. */
export const begin = 'begin isolation level read committed';

/** Where connections come from. */
export interface Connections {
  /** How many statements and transactions may use them at the same time. */
  places: number;
  /** The statements with which a transaction begins. */
  begin: string;
  lend<T>(use: 'statement' | 'transaction', work: (client: Client) => Promise<T>): Promise<T>;
}

export interface Databases {
  /** For one request. Reads of a request that has committed go before those of other requests. */
  create(state: RequestState | null): NodePgDatabase;
  /** For statements through `query`, without transactions. */
  over(query: Query): NodePgDatabase;
  /** Single statements of one request, or of no particular one. */
  queryFor(state: RequestState | null): Query;
  load(): DatabaseLoad;
}

/** The connections of a pool. */
export function poolOf(pool: pg.Pool, { lockMs, idleMs }: Limits): Connections {
  return {
    places: pool.options.max,
    begin: `${begin}; set local lock_timeout = ${lockMs}; set local idle_in_transaction_session_timeout = ${idleMs}`,
    lend: async (_, work) => {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release(!isIdle(client));
      }
    },
  };
}

export interface DatabaseHooks {
  /** What a transaction of a user does before its commit. */
  last?: ((tx: Db, user: string) => Promise<void>) | undefined;
  trace?: TraceDatabase | undefined;
}

/** Creates databases over the same connections. */
export function databasesOver(
  connections: Connections,
  limits: Limits,
  logger: Logger | undefined,
  { last, trace = untraced }: DatabaseHooks = {},
): Databases {
  const { places, begin } = connections;
  // Even if the statements of two users are slow, other users get connections.
  const share = Math.max(2, Math.floor(places / 3));
  const queue = createQueue(places, share, limits);
  const dialect = new PgDialect({ casing: 'snake_case' });
  const options = logger ? { logger } : {};

  const lend: (state: RequestState | null) => Connections['lend'] = (state) => async (use, work) => {
    const leave = await queue.enter(state?.user ?? null, (state?.commits ?? 0) > 0);
    return connections.lend(use, work).finally(leave);
  };

  const send = (client: Client, text: string, query_timeout?: number): Promise<pg.QueryResult> => {
    logger?.logQuery(text, []);
    return client.query({ text, ...(query_timeout ? { query_timeout } : {}) });
  };

  async function transaction<T>(client: Client, work: Work<T>): Promise<T> {
    await send(client, begin);
    const session = new NodePgSession<Record<string, never>, Record<string, never>>(
      client as pg.PoolClient,
      dialect,
      undefined,
      options,
    );
    const result = await work(new NodePgTransaction(dialect, session, undefined)).catch(async (error: unknown) => {
      await send(client, 'rollback', limits.rollbackMs).catch(() => undefined);
      throw error;
    });
    const { command } = await committed(client, () => send(client, 'commit'));
    if (command !== 'COMMIT')
      throw new Error('A statement of the transaction failed, so the transaction was rolled back.');
    return result;
  }

  const over: Databases['over'] = (query) =>
    new NodePgDatabase(
      dialect,
      new NodePgSession({ query } as unknown as pg.Pool, dialect, undefined, options),
      undefined,
    );

  const queryFor: Databases['queryFor'] = (state) => (statement, values) =>
    trace('statement', statement.text, () => lend(state)('statement', (client) => sendOn(client, statement, values)));

  const whole = <T>(state: RequestState | null, work: Work<T>): Work<T> => {
    const author = state?.author ?? state?.user;
    if (!last || !author) return work;
    return async (tx) => {
      const result = await work(tx);
      await last(tx, author);
      return result;
    };
  };

  return {
    over,
    queryFor,
    load: queue.load,
    create: (state) => {
      const db = over(queryFor(state));
      db.transaction = async (work) => {
        const result = await trace('transaction', undefined, () =>
          lend(state)('transaction', (client) => transaction(client, whole(state, work))),
        );
        if (state) state.commits++;
        return result;
      };
      return db;
    },
  };
}

/** The transaction status that the server last reported, with no statement sent since. */
export const isIdle = (client: Client): boolean =>
  client.getTransactionStatus() === 'I' && (client as unknown as { readyForQuery: boolean }).readyForQuery;

/** Errors: CommitLostError when a failover may lose the transaction, also if the server says that it was committed. */
async function committed<T>(client: Client, commit: () => Promise<T>): Promise<T> {
  let isOnStandby = true;
  const notice = ({ routine }: { routine?: string | undefined }) => {
    if (routine === 'SyncRepWaitForLSN') isOnStandby = false;
  };
  client.on('notice', notice);
  try {
    const result = await commit();
    if (!isOnStandby) throw new Error('The wait for a synchronous standby was cancelled.');
    return result;
  } catch (error) {
    throw isRefusal(error) ? error : new CommitLostError(error);
  } finally {
    client.off('notice', notice);
  }
}

/** The server answered that it could not commit. If it only ended the connection, it may have committed before. */
const isRefusal = (error: unknown) => (rootOf(error) as { severity?: string }).severity === 'ERROR';
