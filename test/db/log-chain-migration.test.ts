/** The migration that creates the hash chain of the log appends the entries that exist, and nothing appends others later. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { readConfig } from '../../src/config.ts';
import { openPostgres } from '../../src/db/open.ts';
import { logKeysOf } from '../../src/domain/audit/log-keys.ts';
import { verify } from '../../src/domain/audit/verify.ts';
import { type Opened, open } from '../../src/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';

const entries = 2_500;

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-chain-'));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const insert = (
  level: string,
) => sql`insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type,
  logged_entity_id, current, credential) select ${level}, 'OTHER', 'Entry ' || n, 'User', 1, 'User', 1, '{}', 'system'`;

async function opened<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig({ DATABASE_URL: database.url, SECRET_KEY: 'k'.repeat(40), DATA_DIR: folder });
  const found = await open(config, {}, () => undefined);
  return work(found).finally(() => found.close());
}

const verified = () => opened(({ db }) => verify(db, logKeysOf(db)));

test('entries of before are in the chain, and those that are inserted afterwards never', async () => {
  const names = readdirSync('migrations').filter((name) => name.endsWith('.sql') && name < '0015');
  const hashes = readMigrationFiles({ migrationsFolder: 'migrations' }).map(({ hash }) => hash);
  const { db, close } = openPostgres(database.url);
  await db.execute(sql`create table migrations (hash text primary key, applied_at timestamptz not null default now())`);
  for (const [place, name] of names.sort().entries()) {
    for (const statement of readFileSync(`migrations/${name}`, 'utf8').split('--> statement-breakpoint'))
      await db.execute(sql.raw(statement));
    await db.execute(sql`insert into migrations (hash) values (${hashes[place]})`);
  }
  await db.execute(sql`${insert('INFO')} from generate_series(1, ${entries}::int) n`);
  await close();

  expect(await verified()).toMatchObject({ faults: [], entries, blocks: 3, waiting: 0 });
  await opened(({ db }) => db.execute(sql`${insert('INFO')} from generate_series(1, 1) n`));
  expect((await verified()).faults).toEqual([expect.stringMatching(/^Entry \d+ was inserted: it is in no block\.$/)]);
});
