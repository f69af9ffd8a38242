/** The database for one request; records whether the request has committed a change. */
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

const factories = new WeakMap<Db, DatabaseFactory>();

export function registerDatabase(create: DatabaseFactory): Db {
  const db = create(null);
  factories.set(db, create);
  return db;
}

/** After its first commit, the reads of a request go before those of other requests. */
export function forRequest(db: Db, user: string | null): { db: Db; requestState: RequestState } {
  const state = { user, commits: 0 };
  return { db: factories.get(db)?.(state) ?? db, requestState: state };
}
