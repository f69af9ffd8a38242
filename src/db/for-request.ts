/** The database as one request uses it, which knows whether the request has changed something already. */
import type { Db } from './database.ts';

/** Whose request it is, and what it has done so far. */
export interface Done {
  /** Null: nobody's who is known. */
  user: string | null;
  /** How many transactions it has committed. */
  commits: number;
}

/** Makes a database anew over the same connections; null: for no request in particular. */
export type Maker = (done: Done | null) => Db;

const makers = new WeakMap<Db, Maker>();

export function opened(make: Maker): Db {
  const db = make(null);
  makers.set(db, make);
  return db;
}

/** What a request reads after it has committed something goes before what others ask. */
export function forRequest(db: Db, user: string | null): { db: Db; done: Done } {
  const done = { user, commits: 0 };
  return { db: makers.get(db)?.(done) ?? db, done };
}
