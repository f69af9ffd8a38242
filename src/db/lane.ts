/**
 * One more connection to PostgreSQL, for statements that an index answers at once: each is sent without waiting for
 * the answers to those before it. Other statements would hold up those behind them, and go through the pool.
 */
import type pg from 'pg';
import { isAway, isNotPrepared } from './failures.ts';
import { sendOn } from './prepared-query.ts';
import type { PreparedStatements } from './unnamed.ts';

/** Sends a statement. Its values are an argument of their own or a property of `query`. */
export type Query = (query: pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;

export interface Lane {
  query: Query;
  close(): Promise<void>;
}

/** After a failure to connect, the next attempt waits for so long. */
const retryMs = 1_000;

/**
 * Plans of prepared statements are made once: with lists of keys PostgreSQL would otherwise plan one at each use. Behind a pooler
 * the setting would stay on a connection that others use.
 */
const settings = 'set plan_cache_mode = force_generic_plan';

/**
 * `create` makes a client in pipeline mode. While there is no connection, for statements whose connection broke, and for those
 * that were sent behind one that failed to prepare what they use, `pool` is used: they only read. `check` throws if a new connection must not be used.
 */
export function createLane(
  create: () => pg.Client,
  pool: Query,
  preparedStatements: PreparedStatements = 'on',
  check: (client: pg.Client) => Promise<void> = async () => undefined,
): Lane {
  let client: pg.Client | null = null;
  let connecting = false;
  let isClosed = false;
  let triedAt = Number.NEGATIVE_INFINITY;

  async function connect(): Promise<void> {
    connecting = true;
    triedAt = performance.now();
    const opened = create();
    const lost = () => {
      if (client === opened) client = null;
    };
    opened.on('error', lost).on('end', lost);
    try {
      await opened.connect();
      await check(opened);
      if (preparedStatements === 'on') await opened.query(settings);
      if (isClosed) await opened.end();
      else client = opened;
    } catch {
      // Not awaited: a client that never connected may not end.
      void opened.end().catch(() => undefined);
    }
    connecting = false;
  }

  return {
    query: async (query, values) => {
      const open = client;
      if (!open) {
        if (!connecting && !isClosed && performance.now() - triedAt > retryMs) void connect();
        return pool(query, values);
      }
      try {
        return await sendOn(open, query, values);
      } catch (error) {
        if (!isAway(error) && !isNotPrepared(error)) throw error;
        return pool(query, values);
      }
    },
    close: async () => {
      isClosed = true;
      await client?.end();
    },
  };
}
