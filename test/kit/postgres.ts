/**
 * The PostgreSQL server of the tests: the one that `TEST_DATABASE_URL` names, or else our own. `freshDatabase` creates a
 * database on the server of the whole run; `startPostgres` starts a server that a test may kill.
 */
import { randomBytes } from 'node:crypto';
import { type ClusterOptions, openCluster, query } from './cluster.ts';

export interface Database {
  url: string;
  drop(): Promise<void>;
}

export interface Postgres {
  /** The address of a database from which others can be created. */
  url: string;
  /** Returns the address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Kills every process of the server at once. */
  kill(): Promise<void>;
  /** Starts the server again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** An empty database, or a migrated one. */
export async function freshDatabase({ migrated = false } = {}): Promise<Database> {
  const url = process.env.LATCHKEY_TEST_POSTGRES;
  if (!url)
    throw new Error('No test server runs: jest.config.js must name test/kit/global-setup.ts as its globalSetup.');
  return createDatabase(url, migrated ? process.env.LATCHKEY_TEST_TEMPLATE : undefined);
}

export async function startPostgres(options: ClusterOptions = {}): Promise<Postgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return borrow(given);
  const { url, crash, start, remove } = await openCluster(options);
  return {
    url,
    createDatabase: async () => (await createDatabase(url)).url,
    kill: crash,
    restart: start,
    stop: remove,
  };
}

function borrow(url: string): Postgres {
  const made: Database[] = [];
  const refuse = async () => {
    throw new Error('The server TEST_DATABASE_URL names is not ours to kill or restart.');
  };
  return {
    url,
    async createDatabase() {
      const database = await createDatabase(url);
      made.push(database);
      return database.url;
    },
    kill: refuse,
    restart: refuse,
    async stop() {
      for (const database of made) await database.drop();
    },
  };
}

export async function createDatabase(server: string, template = 'template0'): Promise<Database> {
  const name = `latchkey_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name} template ${template} encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    async drop() {
      await query(server, `drop database if exists ${name} with (force)`);
    },
  };
}
