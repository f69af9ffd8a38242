/** The first start can fail or be killed at any moment, and the folder can be damaged later: no key and no database is lost. */

import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freshDatabase } from '../kit/postgres.ts';
import { run, startProgram } from './program.ts';

// Creating a PGlite database takes seconds, and many on a busy machine.
jest.setTimeout(180_000);

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'latchkey-first-'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let folders = 0;
const newFolder = () => join(parent, String(++folders));

const passwordIn = (output: string) => /^ {2}password {3}(\S{16})$/m.exec(output)?.[1];

async function signIn(url: string, password = ''): Promise<number> {
  const body = new URLSearchParams({ username: 'owner', password });
  return (await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' })).status;
}

/** Starts, signs in as the owner with the shown password, and stops. */
async function expectFirstStart(folder: string): Promise<string> {
  const server = await startProgram({ DATA_DIR: folder });
  const password = passwordIn(server.output());
  expect(await signIn(server.url, password)).toBe(303);
  expect(await server.end()).toBe(0);
  return password as string;
}

test.each(['pglite/global/pg_control', 'secret-key'])(
  'a first start that is killed after writing %s is repeated completely by the next start',
  async (name) => {
    const folder = newFolder();
    const killed = run('main.js', { DATA_DIR: folder, PORT: '0' });
    while (!existsSync(join(folder, name))) await sleep(5);
    await killed.end('SIGKILL');
    expect(passwordIn(killed.output())).toBeUndefined();
    await expectFirstStart(folder);
  },
);

test('the next start replaces an owner whose password was never shown', async () => {
  const folder = newFolder();
  const unseen = await expectFirstStart(folder);
  writeFileSync(join(folder, 'state'), 'unfinished\n');
  expect(await expectFirstStart(folder)).not.toBe(unseen);
});

test('the owner that the operator created before the first start of the server is kept', async () => {
  const folder = newFolder();
  const made = run('cli.js', { DATA_DIR: folder }, ['create-owner', '--email', 'owner@example.com']);
  expect(await made.exit).toBe(0);
  const [path] = /\/set-password\/\w{30}/.exec(made.output()) ?? [];
  const server = await startProgram({ DATA_DIR: folder });
  expect(passwordIn(server.output())).toBeUndefined();
  expect((await fetch(`${server.url}${path}`)).status).toBe(200);
  await server.end();
});

describe('on a full disk', () => {
  // A limit on the size of files fails in the same place without a real full disk.
  test('no incomplete key is left, and the next start creates one', async () => {
    const [database, folder] = [await freshDatabase({ migrated: true }), newFolder()];
    const settings = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: '0' };
    const full = run('main.js', settings, [], 'ulimit -f 0');
    expect(await full.exit).toBe(1);
    expect(full.output()).toMatch(/^Latchkey could not start: EFBIG/m);
    expect(readdirSync(folder)).toEqual([]);
    const server = await startProgram(settings);
    expect(readFileSync(join(folder, 'secret-key'), 'utf8')).toMatch(/^[\w+/]{64}$/);
    await server.end();
    await database.drop();
  });

  test('the first start with PGlite reports it, and the next start begins again', async () => {
    const folder = newFolder();
    const full = run('main.js', { DATA_DIR: folder, PORT: '0' }, [], 'ulimit -f 64');
    expect(await full.exit).toBe(1);
    expect(full.output()).toContain(
      `Latchkey could not start: The database could not be created in ${folder}/pglite. Is there space left on the disk?`,
    );
    await expectFirstStart(folder);
  });
});

test('two first starts at the same time on PostgreSQL use one key', async () => {
  const [database, folder] = [await freshDatabase({ migrated: true }), newFolder()];
  const two = await Promise.all([1, 2].map(() => startProgram({ DATABASE_URL: database.url, DATA_DIR: folder })));
  expect(readdirSync(folder)).toEqual(['secret-key']);
  await Promise.all(two.map((server) => server.end()));
  await database.drop();
});

describe('a folder after a complete first start', () => {
  let complete: string;
  let password: string;
  beforeAll(async () => {
    complete = newFolder();
    password = await expectFirstStart(complete);
  });

  const copy = () => {
    const folder = newFolder();
    cpSync(complete, folder, { recursive: true });
    return folder;
  };
  const refusal = async (folder: string) => {
    const refused = run('main.js', { DATA_DIR: folder, PORT: '0' });
    expect(await refused.exit).toBe(1);
    return refused.output();
  };

  const damages: [string, (database: string) => void][] = [
    ['is missing', (database) => rmSync(database, { recursive: true })],
    ['lacks PG_VERSION', (database) => rmSync(join(database, 'PG_VERSION'))],
    ['lacks its write-ahead log', (database) => rmSync(join(database, 'pg_wal'), { recursive: true })],
    ['lacks its tables', (database) => rmSync(join(database, 'base'), { recursive: true })],
    ['has an empty pg_control', (database) => truncateSync(join(database, 'global/pg_control'))],
  ];
  test.each(damages)('is refused and not changed when its database %s', async (_what, damage) => {
    const folder = copy();
    damage(join(folder, 'pglite'));
    const before = readdirSync(folder, { recursive: true }).map(String);
    expect(await refusal(folder)).toMatch(
      new RegExp(`^Latchkey could not start: The database in ${folder}/pglite cannot be used: .*not replaced`, 'm'),
    );
    const after = readdirSync(folder, { recursive: true }).map(String);
    expect(after.filter((name) => !before.includes(name) && !name.endsWith('postmaster.pid'))).toEqual([]);
  });

  test.each([
    ['is missing', (file: string) => rmSync(file), 'is missing'],
    ['is empty', (file: string) => truncateSync(file), 'has fewer than 32 characters'],
  ])('is refused when its key %s', async (_what, damage, words) => {
    const folder = copy();
    const file = join(folder, 'secret-key');
    damage(file);
    const output = await refusal(folder);
    expect(output).toContain(file);
    expect(output).toContain(words);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(words === 'is missing' ? null : '');
  });

  test('of an older version without a state file opens, and has one from then on', async () => {
    const folder = copy();
    rmSync(join(folder, 'state'));
    const server = await startProgram({ DATA_DIR: folder });
    expect(passwordIn(server.output())).toBeUndefined();
    expect(await signIn(server.url, password)).toBe(303);
    await server.end();
    rmSync(join(folder, 'pglite'), { recursive: true });
    expect(await refusal(folder)).toContain('cannot be used');
  });

  test('of an older version without a state file is refused when it is damaged', async () => {
    const folder = copy();
    rmSync(join(folder, 'state'));
    rmSync(join(folder, 'pglite/PG_VERSION'));
    expect(await refusal(folder)).toContain('cannot be used');
  });
});

test('with its port in use the first start creates nothing, and the next one shows the password', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const folder = newFolder();
  const refused = run('main.js', { DATA_DIR: folder, PORT: String(port) });
  expect(await refused.exit).toBe(1);
  expect(refused.output()).toBe(
    `Latchkey could not start: Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with PORT.\n`,
  );
  expect(existsSync(folder)).toBe(false);
  holder.close();
  await expectFirstStart(folder);
});
