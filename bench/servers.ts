/** The servers that are compared on one database. */
import { type Running, startLatchkey, startMinimal } from './processes.ts';
import type { Asked, Size } from './requests.ts';

/** A server, and for other APIs than Latchkey's their requests and answers. */
export interface Server extends Running {
  name: string;
  /** Its requests for the workloads of which it has an equal. */
  requests?: Record<string, (n: number, size: Size) => Asked>;
  /** The content of its answer in the form of Latchkey's. */
  content?(workload: string, answer: never): unknown;
}

export const minimal = 'minimal server';
export const latchkey = 'Latchkey';

/** With this setting each request looks up its credential and its rows alone. */
const nothingShared = { SHARED_LOOKUPS: 'off' };

export const settingsFor = (url: string) => ({
  DATABASE_URL: url,
  SECRET_KEY: 'a key that only the benchmark uses',
  REQUESTS_PER_MINUTE: '0',
  // For the workload in which many clients have one token.
  REQUESTS_AT_ONCE: '1000',
});

export const startOwn = async (url: string): Promise<Server> => ({
  ...(await startLatchkey(settingsFor(url))),
  name: latchkey,
});

export const startUnshared = async (url: string): Promise<Server> => ({
  ...(await startLatchkey({ ...settingsFor(url), ...nothingShared })),
  name: `${latchkey}, nothing shared`,
});

export const startWorkers = async (url: string, count: number): Promise<Server> => ({
  ...(await startLatchkey({ ...settingsFor(url), WORKERS: String(count) })),
  name: `${latchkey}, ${count} workers`,
});

export const startBare = async (url: string): Promise<Server> => ({ ...(await startMinimal(url)), name: minimal });
