/** The check at the start that transactions of two connections conflict: real PostgreSQL passes, engines whose locks do nothing are refused. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../../src/db/migrate.ts';
import { openPostgres } from '../../src/db/open.ts';
import { query } from '../kit/cluster.ts';
import type { Forwarder } from '../kit/forwarder.ts';
import { openEngine } from '../kit/other-engine.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { run } from '../stories/program.ts';

let empty: Database;
let migrated: Database;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  empty = await freshDatabase();
  migrated = await freshDatabase({ migrated: true });
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(async () => {
  await empty.drop();
  await migrated.drop();
});

/** A database opened at this address, closed after the test. */
function open(url: string) {
  const database = openPostgres(url);
  opened.unshift(database);
  return database;
}

async function engine(pattern: RegExp, replacement: string, { url } = migrated): Promise<Forwarder> {
  const made = await openEngine(url, pattern, replacement);
  opened.push(made);
  return made;
}

/** Engines that accept the statements and do something else. */
const engines: [string, RegExp, string, string][] = [
  [
    'advisory locks do nothing',
    /pg_try_advisory_xact_lock(_shared)?\(\d+\)/g,
    'true',
    'an advisory lock that one transaction holds was given to another one.',
  ],
  [
    'shared advisory locks do nothing',
    /pg_advisory_xact_lock_shared\(\d+\)/g,
    'null',
    'an advisory lock that one transaction shares was given to another one alone.',
  ],
  [
    'locks that share a row do nothing',
    /for share/g,
    '',
    '"for update skip locked" returned a row that another transaction has locked.',
  ],
  [
    'locks on rows do nothing',
    /for update nowait/g,
    '',
    'a row that one transaction has locked was locked by another one.',
  ],
  [
    'transactions do not see later commits',
    /read committed/g,
    'serializable',
    'transactions run at the isolation level "serializable" instead of "read committed".',
  ],
];

test.each(engines)('an engine in which %s is refused by name', async (_what, pattern, replacement, broken) => {
  const { url } = await engine(pattern, replacement);
  const message = await open(url)
    .requireConflicts()
    .then(String, (error: Error) => error.message);
  expect(message).toMatch(/^This database cannot be used, because /);
  expect(message).toContain(`because ${broken} DATABASE_URL leads to: PostgreSQL `);
  const held = `select 1 from pg_locks join pg_stat_activity using (pid) where datname = '${new URL(url).pathname.slice(1)}' and locktype = 'advisory'`;
  while ((await query(empty.url, held)).length > 0);
});

describe('PostgreSQL', () => {
  test('passes: before the first migration its advisory locks are checked, afterwards rows too', async () => {
    const fresh = await freshDatabase();
    const database = open(fresh.url);
    expect(await database.requireConflicts()).toBe(false);
    await migrate(database);
    expect(await database.requireConflicts()).toBe(true);
    await database.close();
    opened.shift();
    await fresh.drop();
  });

  test('passes when many processes start at the same time', async () => {
    const all = Array.from({ length: 10 }, () => open(migrated.url).requireConflicts());
    expect(new Set(await Promise.all(all))).toEqual(new Set([true]));
  });

  test('passes with another default isolation level, which transactions do not use', async () => {
    const name = new URL(migrated.url).pathname.slice(1);
    await query(empty.url, `alter database ${name} set default_transaction_isolation = 'repeatable read'`);
    expect(await open(migrated.url).requireConflicts()).toBe(true);
    await query(empty.url, `alter database ${name} reset default_transaction_isolation`);
  });
});

describe('the program', () => {
  const settings = { DATA_DIR: './unused', PORT: '0', SECRET_KEY: 'a secret key of the tests, long enough' };

  test('refuses an engine without advisory locks before it changes the database', async () => {
    const [, pattern, replacement, broken] = engines[0] as (typeof engines)[number];
    const { url } = await engine(pattern, replacement, empty);
    const refused = run('main.js', { ...settings, DATABASE_URL: url });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(
      /^Latchkey could not start: This database cannot be used, because .*: PostgreSQL \d.*\. Use PostgreSQL\.\n$/,
    );
    expect(refused.output()).toContain(broken);
    expect(await query(empty.url, `select relname from pg_class where relname = 'migrations'`)).toEqual([]);
  });

  test('refuses an engine without locks on rows at the first start, after the migration and before it serves', async () => {
    const fresh = await freshDatabase();
    const { url } = await engine(/for update nowait/g, '', fresh);
    const refused = run('main.js', { ...settings, DATABASE_URL: url });
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain('a row that one transaction has locked was locked by another one.');
    await fresh.drop();
  });
});
