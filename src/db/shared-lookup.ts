/**
 * Lookups by key that share a statement with others of the same turn of the event loop. The statement is sent when the
 * turn ends, so it sees everything that was committed before any of these requests arrived. No answer is kept.
 */
import DataLoader from 'dataloader';
import type { Db } from './database.ts';
import { lookupsOf } from './for-request.ts';

/** The number of keys of one statement. */
export const mostKeys = 32;

/** Statements are prepared for these numbers of keys. */
const sizes = [1, 2, 4, 8, 16, mostKeys];

/** The row of each key, in their order; null where there is none. */
type Load<Row> = (db: Db, keys: readonly string[]) => Promise<(Row | null)[]>;

/** A failing statement fails only the lookups that share it. */
export function sharedLookup<Row>(load: Load<Row>): (db: Db, key: string) => Promise<Row | null> {
  const loaders = new WeakMap<Db, DataLoader<string, Row | null>>();
  const loaderOf = ({ db, areShared }: ReturnType<typeof lookupsOf>) => {
    const known = loaders.get(db);
    if (known) return known;
    const loader = new DataLoader((keys: readonly string[]) => load(db, keys), {
      cache: false,
      maxBatchSize: areShared ? mostKeys : 1,
      batchScheduleFn: (send) => void setImmediate(send),
    });
    loaders.set(db, loader);
    return loader;
  };
  return (db, key) => loaderOf(lookupsOf(db)).load(key);
}

/** The keys, with the last repeated up to the next size for which a statement is prepared. */
export function filledUp(keys: readonly string[]): string[] {
  const size = sizes.find((each) => each >= keys.length) ?? keys.length;
  return Array.from({ length: size }, (_, place) => keys[Math.min(place, keys.length - 1)] as string);
}
