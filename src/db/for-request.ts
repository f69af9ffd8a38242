/** The database for one request, which knows whether the request has committed a change. */
import type { Db } from './database.ts';

/** The user of the request, and what it has done so far. */
export interface Done {
  /** Null: an anonymous request. */
  user: string | null;
  /** The number of transactions that it has committed. */
  commits: number;
}

/** Creates a database over the same connections; null: for no particular request. */
export type Maker = (done: Done | null) => Db;

const makers = new WeakMap<Db, Maker>();

export function opened(make: Maker): Db {
  const db = make(null);
  makers.set(db, make);
  return db;
}

/** After its first commit, the reads of a request go before those of other requests. */
export function forRequest(db: Db, user: string | null): { db: Db; done: Done } {
  const done = { user, commits: 0 };
  return { db: makers.get(db)?.(done) ?? db, done };
}
