/** Opens the embedded database PGlite in a folder, or in memory without one. It runs in a thread of its own. */
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { databasesOver } from './connections.ts';
import { DamagedFolderError, markComplete, prepareFolder } from './data-folder.ts';
import { emptyDatabase } from './empty-database.ts';
import { registerDatabase } from './for-request.ts';
import { holdFolder } from './lock.ts';
import { type OpenDatabase, type OpenOptions, observed, times } from './open.ts';
import { pgliteCode } from './pglite-code.ts';
import { openSession } from './session.ts';
import { DatabaseEndedError, streamTo } from './thread-stream.ts';

/** One statement runs after the other, so requests wait longer than for one of several connections. */
const patience = { waitMs: 10_000, servedMs: 15_000, rollbackMs: 15_000 };

/** PGlite has neither a checkpointer nor autovacuum, so without these its folder would grow without limit. */
const upkeep = ['checkpoint', 'vacuum'];

/** The folder is locked: two processes on one folder would silently lose rows, so a second start is refused. */
export async function openPglite(folder: string | null, options: OpenOptions = {}): Promise<OpenDatabase> {
  const { onConnectionError = () => undefined } = options;
  const limits = { ...times, ...patience, ...options.limits };
  const release = folder === null ? () => undefined : holdFolder(folder);
  try {
    let unhurried = 0;
    const start = starter(folder, options.begin, onConnectionError);
    const session = await openSession(limits.connections, async () => {
      const stream = streamTo(await start(), limits.statementMs, () => unhurried === 0);
      const client = new pg.Client({ ...identity, pipeline: true, stream: () => stream });
      // `pg` reports the same loss twice.
      await client
        .once('error', onConnectionError)
        .on('error', () => undefined)
        .connect();
      return client;
    });
    const databases = databasesOver(session, limits, observed(options).logger, { trace: options.trace });
    const db = registerDatabase(databases.create, { areShared: options.sharedLookups ?? true });
    const withoutHurry: OpenDatabase['unhurried'] = async (work) => {
      unhurried++;
      return work(db).finally(() => unhurried--);
    };
    const care = () =>
      withoutHurry(async () => {
        for (const text of upkeep) await databases.queryFor(null)({ text });
      });
    const caring = setInterval(() => void care().catch(onConnectionError), limits.upkeepMs).unref();
    return {
      db,
      kind: 'pglite',
      complete: () => folder !== null && markComplete(folder),
      // The database is always the same.
      requireConflicts: async () => true,
      requireStandby: async () => undefined,
      unhurried: withoutHurry,
      load: databases.load,
      close: async () => {
        clearInterval(caring);
        await session.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Complete, so that variables for other programs, such as PGOPTIONS, have no effect. */
const identity = {
  host: 'localhost',
  user: 'postgres',
  database: 'postgres',
  password: 'none',
  ssl: false,
  options: ' ',
};

/** Returns a function that starts the thread, which creates the database if there is none. Later it only opens it again. */
function starter(folder: string | null, begin: string | undefined, crashed: (error: Error) => void) {
  const { database, exists } = folder === null ? { database: 'memory://', exists: false } : prepareFolder(folder);
  let isThere = exists;
  return async (): Promise<Worker> => {
    if (isThere && folder === null) throw new DatabaseEndedError('The database in memory has ended.', '57P02');
    try {
      const dumpFile = isThere ? undefined : (begin ?? (await emptyDatabase()));
      const worker = await startThread({ dataDir: database, dumpFile, code: await pgliteCode() });
      isThere = true;
      return worker.on('error', crashed);
    } catch (error) {
      if (isThere) throw new DamagedFolderError(database, 'its files are damaged or incomplete.', error);
      throw new Error(`The database could not be created in ${database}. Is there space left on the disk?`, {
        cause: error,
      });
    }
  };
}

function startThread(workerData: object): Promise<Worker> {
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker.off('error', reject)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The database ended with the code ${code}.`)));
  });
}
