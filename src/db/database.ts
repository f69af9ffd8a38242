/** The type through which the program reads and writes the database. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A database or a transaction in it. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** Does work on the database, and records it in the trace of the request for which it is done. `text`: of a single statement. */
export type TraceDatabase = <T>(
  use: 'statement' | 'transaction',
  text: string | undefined,
  work: () => Promise<T>,
) => Promise<T>;

export const untraced: TraceDatabase = (_use, _text, work) => work();
