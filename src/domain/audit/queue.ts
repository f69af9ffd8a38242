/** Queues the log entries of a transaction for the next block of the hash chain, before the transaction commits. */
import { logQueue as table } from '../../../schema/log-chain.ts';
import type { Db } from '../../db/database.ts';
import { type Entry, hashOfEntry } from './entry-hash.ts';
import { type LogKeys, logKeysOf } from './log-keys.ts';

const written = new WeakMap<Db, Entry[]>();

/** Must be called for an entry that the transaction has written. */
export function addToChain(tx: Db, entry: Entry): void {
  const entries = written.get(tx);
  if (!entries) throw new Error('Log entries are written in transactions of `transact` or `transactAsSystem`.');
  entries.push(entry);
}

/** Whether this is a transaction of `transact` or `transactAsSystem`, in which others may be nested. */
export const isTransaction = (db: Db): boolean => written.has(db);

/** Runs the work of a transaction, then queues the entries that it wrote. Those of a nested one are queued by the outer one. */
export async function queueEntriesAfter<T>(db: Db, tx: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const entries: Entry[] = [];
  written.set(tx, entries);
  const result = await work(tx);
  const outer = written.get(db);
  if (outer) outer.push(...entries);
  else if (entries.length > 0) await queue(tx, logKeysOf(db), entries);
  return result;
}

const atOnce = 1_000;

async function queue(tx: Db, keys: LogKeys, entries: readonly Entry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += atOnce)
    await tx.insert(table).values(
      entries.slice(from, from + atOnce).map((entry) => {
        const hash = hashOfEntry(entry);
        return { logId: entry.id, createdAt: entry.createdAt, hash, mac: keys.mac(hash) };
      }),
    );
}

const listeners = new Set<() => void>();

/** Must be called after a commit: notifies the listeners if the transaction wrote log entries. */
export function chainCommitted(tx: Db): void {
  if (written.get(tx)?.length) for (const listener of listeners) listener();
}

/** Calls the listener after each transaction of this process that wrote log entries. Returns a function that removes it. */
export function onEntries(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
