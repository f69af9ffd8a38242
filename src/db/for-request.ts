/**
 * The database for one request, which records whether the request has committed a change, and the ones that it may read
 * instead: for lookups, and for rows that are only shown.
 */
import type { Db } from './database.ts';

/** The user of the request, and what it has done so far. */
export interface RequestState {
  /** Whose share of the connections it uses. Null: nobody's, as for anonymous requests. */
  user: string | null;
  /** The user whose lists must show the changes of the request, if it is another one. */
  author?: string;
  /** The number of transactions that it has committed. */
  commits: number;
  /** The transaction in which the user last changed something before the request; 0: none; null or absent: unknown. */
  lastWrite?: number | null;
}

/** Creates a database over the same connections; null: for no particular request. */
export type DatabaseFactory = (state: RequestState | null) => Db;

interface Lookups {
  /** The database for statements that an index answers at once, for all requests together. */
  db: Db;
  /** Whether lookups of the same turn share a statement. */
  areShared: boolean;
}

/** A copy of the database that may be some seconds behind. */
export interface Replica {
  /** Whether it can be read now, and shows what this transaction and all before it have changed. */
  shows(transaction: number): boolean;
  create: DatabaseFactory;
  /** The database for statements that an index answers at once. */
  lookups: Db;
}

interface Registered {
  create: DatabaseFactory;
  lookups: Lookups;
  replica?: Replica | undefined;
  state?: RequestState;
  /** The replica for this request, once it was read. */
  replicaDb?: Db;
}

const registered = new WeakMap<Db, Registered>();
/** The databases of requests, and the opened one to which they belong. */
const opened = new WeakMap<Db, Db>();
const replicated = new WeakSet<Db>();

export function registerDatabase(factory: DatabaseFactory, lookups: Partial<Lookups> = {}, replica?: Replica): Db {
  const db = factory(null);
  const create: DatabaseFactory = (state) => {
    const created = factory(state);
    opened.set(created, db);
    return created;
  };
  const known = { create, lookups: { db, areShared: true, ...lookups }, replica };
  registered.set(db, known);
  if (replica) for (const each of [db, known.lookups.db]) replicated.add(each);
  return db;
}

/** The opened database to which one for a request belongs; a database that was opened belongs to itself. */
export const openedOf = (db: Db): Db => opened.get(db) ?? db;

/** Whether some rows may be read from a replica of this database. */
export const hasReplica = (db: Db): boolean => replicated.has(db);

/** The database for one request of a user. After the first commit of the request, its reads go before those of other requests. */
export function forRequest(
  db: Db,
  user: string | null,
  lastWrite: number | null = null,
): { db: Db; requestState: RequestState } {
  const state = { user, commits: 0, lastWrite };
  const known = registered.get(db);
  if (!known) return { db, requestState: state };
  const ofRequest = known.create(state);
  registered.set(ofRequest, { ...known, state });
  return { db: ofRequest, requestState: state };
}

/** The database for changes by this user that do not wait for the user's share of the connections. */
export function authoredBy(db: Db, author: string): Db {
  return registered.get(db)?.create({ user: null, author, commits: 0 }) ?? db;
}

/** How to look rows up. A transaction, and a request that has committed a change, reads through itself. */
export function lookupsOf(db: Db): Lookups {
  const known = registered.get(db);
  return known && !known.state?.commits ? known.lookups : { db, areShared: true };
}

/**
 * Where to read rows that are only shown, and that decide nothing: in a replica if there is one that shows everything that
 * the user has changed.
 */
export function databaseToShow(db: Db): Db {
  const known = registered.get(db);
  const { replica, state } = known ?? {};
  if (!known || !replica || !state || state.commits > 0 || state.lastWrite == null) return db;
  if (!replica.shows(state.lastWrite)) return db;
  if (known.replicaDb) return known.replicaDb;
  const replicaDb = replica.create(state);
  known.replicaDb = replicaDb;
  const lookups = { db: replica.lookups, areShared: known.lookups.areShared };
  registered.set(replicaDb, { create: replica.create, lookups, state });
  return replicaDb;
}
