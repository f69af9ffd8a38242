/**
 * Templates for fresh databases: `makeTemplates` migrates one database of each kind when the run begins, because a copy
 * takes a fraction of the time of a migration.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Db } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type OpenDatabase, openPglite, openPostgres } from '../../src/db/open.ts';
import { ensureBuiltIn } from '../../src/domain/tokens/permission-sets.ts';
import type { Postgres } from './postgres.ts';

export interface Templates {
  /** The name of the template database on the server. */
  database: string;
  /** The folder with the dumps that PGlite loads. */
  dumps: string;
  remove(): Promise<void>;
}

export async function makeTemplates(server: Postgres): Promise<Templates> {
  const dumps = await mkdtemp(join(tmpdir(), 'latchkey-template-'));
  const database = await templateOn(server);
  // Not at the same time: PGlite blocks this process, which then cannot read from the server.
  await templatesIn(dumps);
  return { database, dumps, remove: () => rm(dumps, { recursive: true }) };
}

/** A dump that PGlite loads, of an empty or a migrated database. */
export async function pgliteDump(kind: 'empty' | 'migrated'): Promise<Blob> {
  return new Blob([await readFile(join(process.env.LATCHKEY_TEST_PGLITE ?? '', kind))]);
}

/** Creates a migrated database on a server, to be copied there. */
export async function templateOn(server: Postgres): Promise<string> {
  const url = await server.createDatabase();
  const opened = openPostgres(url);
  await fill(opened);
  await opened.close();
  return new URL(url).pathname.slice(1);
}

async function templatesIn(folder: string): Promise<void> {
  const opened = await openPglite(null);
  const { $client: pglite } = opened.db as Db & { $client: PGlite };
  const keep = async (kind: Parameters<typeof pgliteDump>[0]) => {
    const dumped = await pglite.dumpDataDir('none');
    await writeFile(join(folder, kind), Buffer.from(await dumped.arrayBuffer()));
  };
  await keep('empty');
  await fill(opened);
  await keep('migrated');
  await opened.close();
}

async function fill(opened: OpenDatabase): Promise<void> {
  await migrate(opened);
  await ensureBuiltIn(opened.db);
}
