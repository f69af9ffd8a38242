/** The database for one request, which records whether the request has committed a change, and the one for lookups. */
import type { Db } from './database.ts';

/** The user of the request, and what it has done so far. */
export interface RequestState {
  /** Null: an anonymous request. */
  user: string | null;
  /** The number of transactions that it has committed. */
  commits: number;
}

/** Creates a database over the same connections; null: for no particular request. */
export type DatabaseFactory = (state: RequestState | null) => Db;

interface Lookups {
  /** The database for statements that an index answers at once, for all requests together. */
  db: Db;
  /** Whether lookups of the same turn share a statement. */
  areShared: boolean;
}

interface Registered {
  create: DatabaseFactory;
  lookups: Lookups;
  state?: RequestState;
}

const registered = new WeakMap<Db, Registered>();

export function registerDatabase(create: DatabaseFactory, lookups: Partial<Lookups> = {}): Db {
  const db = create(null);
  registered.set(db, { create, lookups: { db, areShared: true, ...lookups } });
  return db;
}

/** After its first commit, the reads of a request go before those of other requests. */
export function forRequest(db: Db, user: string | null): { db: Db; requestState: RequestState } {
  const state = { user, commits: 0 };
  const known = registered.get(db);
  if (!known) return { db, requestState: state };
  const ofRequest = known.create(state);
  registered.set(ofRequest, { ...known, state });
  return { db: ofRequest, requestState: state };
}

/** How to look rows up. A transaction, and a request that has committed a change, reads through itself. */
export function lookupsOf(db: Db): Lookups {
  const known = registered.get(db);
  return known && !known.state?.commits ? known.lookups : { db, areShared: true };
}
