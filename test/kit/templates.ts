/**
 * Templates for fresh databases: `makeTemplates` migrates one database of each kind when the run begins, because a copy
 * takes a fraction of the time of a migration.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../src/db/migrate.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { openPglite } from '../../src/db/open-pglite.ts';
import { createPartitions } from '../../src/db/partitions.ts';
import { ensureBuiltIn } from '../../src/domain/tokens/built-in-sets.ts';
import type { Postgres } from './postgres.ts';

export interface Templates {
  /** The name of the template database on the server. */
  database: string;
  /** The file with the dump that PGlite loads. */
  dump: string;
  remove(): Promise<void>;
}

export async function makeTemplates(server: Postgres): Promise<Templates> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-template-'));
  const dump = join(folder, 'dump.tar');
  const [database] = await Promise.all([templateOn(server), dumpTo(dump, folder)]);
  return { database, dump, remove: () => rm(folder, { recursive: true }) };
}

/** The file with the dump of a migrated database, which PGlite loads. */
export const pgliteDump = (): string | undefined => process.env.LATCHKEY_TEST_PGLITE;

/** Creates a migrated database on a server, to be copied there. */
export async function templateOn(server: Pick<Postgres, 'createDatabase'>): Promise<string> {
  const url = await server.createDatabase();
  const opened = openPostgres(url);
  await fill(opened);
  await opened.close();
  return new URL(url).pathname.slice(1);
}

/** Migrates a database in the folder and writes its dump to the file. */
async function dumpTo(file: string, folder: string): Promise<void> {
  const opened = await openPglite(folder);
  await fill(opened);
  await opened.close();
  const pglite = await PGlite.create(join(folder, 'pglite'));
  // No test creates a database there. Without the two from which others are made, a copy is loaded a fifth faster.
  await pglite.exec('update pg_database set datistemplate = false');
  for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`);
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
}

async function fill(opened: OpenDatabase): Promise<void> {
  await migrate(opened);
  await createPartitions(opened.db);
  await ensureBuiltIn(opened.db);
}
