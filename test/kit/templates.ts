/**
 * What do fresh databases begin as? With `makeTemplates`: copies of one of each kind that was migrated when the run began,
 * which takes a fraction of making each anew.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openPglite, openPostgres } from '../../src/db/open.ts';
import { ensureBuiltIn } from '../../src/domain/permission-sets.ts';
import type { Postgres } from './postgres.ts';

export interface Templates {
  /** The name of a database on the server. */
  database: string;
  /** A file that PGlite loads. */
  dump: string;
  remove(): Promise<void>;
}

export async function makeTemplates(server: Postgres): Promise<Templates> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-template-'));
  const dump = join(folder, 'pglite.tar');
  const database = await templateOn(server);
  // Not at the same time: PGlite keeps this process from hearing the server.
  await templateIn(dump);
  return { database, dump, remove: () => rm(folder, { recursive: true }) };
}

/** The dump of this run. */
export async function pgliteDump(): Promise<Blob> {
  return new Blob([await readFile(process.env.LATCHKEY_TEST_PGLITE ?? '')]);
}

async function templateOn(server: Postgres): Promise<string> {
  const url = await server.createDatabase();
  const { db, close } = openPostgres(url);
  await fill(db);
  await close();
  return new URL(url).pathname.slice(1);
}

async function templateIn(file: string): Promise<void> {
  const { db, close } = await openPglite(null);
  await fill(db);
  const { $client: pglite } = db as Db & { $client: PGlite };
  const dumped = await pglite.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dumped.arrayBuffer()));
  await close();
}

async function fill(db: Db): Promise<void> {
  await migrate(db);
  await ensureBuiltIn(db);
}
