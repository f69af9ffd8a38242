/** Reads rows that are only shown from a streaming standby. What it does not answer soon is read from the primary. */
import type { Logger } from 'drizzle-orm';
import pg from 'pg';
import { type Connections, type Databases, databasesOver, type Limits, poolOf } from './connections.ts';
import type { Replica } from './for-request.ts';
import { createLane, type Query } from './lane.ts';
import { patienceMs, type Standby, watchStandby } from './standby.ts';
import { OtherDatabaseError, requireStandby } from './standby-identity.ts';
import { type PreparedStatements, withoutNames } from './unnamed.ts';

export interface ReplicaOptions {
  url: string;
  /** The largest lag behind the primary at which it is read. */
  mostBehindMs: number;
  /** Called when it can no longer be read, with the reason, and with null when it can be read again. */
  changed?(reason: string | null): void;
}

/** A list that takes longer is read from the primary, in case only the replica is slow. */
const statementMs = 3_000;

interface Primary {
  databases: Databases;
  /** For statements that an index answers at once. */
  quick: Query;
}

interface Connecting {
  /** How connections are made, without their address. */
  settings: pg.PoolConfig;
  preparedStatements: PreparedStatements;
}

export type OpenReplica = Replica & {
  /** Throws OtherDatabaseError if it can be reached and has other data than the primary. */
  require(): Promise<void>;
  close(): Promise<void>;
};

export function openReplica(
  { url, mostBehindMs, changed = () => undefined }: ReplicaOptions,
  { databases: primary, quick }: Primary,
  { settings: given, preparedStatements }: Connecting,
  limits: Limits,
  logger: Logger | undefined,
): OpenReplica {
  const settings = {
    ...given,
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + patienceMs,
  };
  const open = new Set<pg.ClientBase>();
  const prepared = <Client extends pg.ClientBase>(client: Client): Client => {
    open.add(client);
    client.on('error', () => undefined).once('end', () => open.delete(client));
    return preparedStatements === 'off' ? withoutNames(client) : client;
  };
  const cut = () => {
    for (const client of open) (client as pg.Client).connection.stream.destroy();
  };
  const connect = () => new pg.Client({ ...settings, query_timeout: patienceMs });
  const standby = watchStandby({ connect, primary: quick, mostBehindMs, changed, lost: cut });
  const pool = new pg.Pool(settings);
  pool.on('error', () => undefined).on('connect', prepared);
  const databases = databasesOver(checked(poolOf(pool, limits), standby), limits, logger);
  const lane = createLane(
    () => prepared(new pg.Client({ ...settings, pipeline: true })),
    databases.queryFor(null),
    preparedStatements,
    standby.requireSame,
  );

  /**
   * Sends a statement to the standby. If it fails for any reason, or if the watched server changes meanwhile, it is sent to the
   * primary: another standby may show less.
   */
  function withFallback(query: Query, instead: Query): Query {
    return async (statement, values) => {
      const server = standby.server();
      if (server !== null) {
        const answer = await query(statement, values).catch(() => null);
        if (answer && standby.server() === server) return answer;
      }
      return instead(statement, values);
    };
  }

  return {
    shows: standby.shows,
    lookups: databases.over(withFallback(lane.query, quick)),
    create: (state) => databases.over(withFallback(databases.queryFor(state), primary.queryFor(state))),
    require: async () => {
      const client = connect().on('error', () => undefined);
      try {
        await client.connect();
        await requireStandby(client, quick);
      } catch (error) {
        // While it is away, or after it became the primary, the server starts without it.
        if (error instanceof OtherDatabaseError) throw error;
      } finally {
        void client.end().catch(() => undefined);
      }
    },
    close: async () => {
      // It may not answer, and nothing is left to be done there.
      standby.close();
      cut();
      void Promise.all([lane.close(), pool.end()]).catch(() => undefined);
    },
  };
}

/** Lends connections while the standby can be read, and each only after it was checked once. */
function checked(connections: Connections, { server, requireSame }: Standby): Connections {
  const known = new WeakSet<pg.ClientBase>();
  return {
    ...connections,
    lend: async (use, work) => {
      if (server() === null) throw new Error('The standby went away while the statement waited for a connection.');
      return connections.lend(use, async (client) => {
        if (!known.has(client)) await requireSame(client);
        known.add(client);
        return work(client);
      });
    },
  };
}
