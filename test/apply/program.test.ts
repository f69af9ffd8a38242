/** `latchkey apply` as a program: killed during its transaction and while it delivers a secret, its input and its exit codes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql as raw } from 'drizzle-orm';
import pg from 'pg';
import { settings as config } from '../../src/config.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, password, people } from '../test-users.ts';
import { rowsOf } from '../tokens/acts.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-killed-'));
let database: Database;
let sql: pg.Client;
let observer: pg.Client;
let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
  await owner.signedIn();
  database = await freshDatabase({ migrated: true });
  sql = new pg.Client(database.url);
  observer = new pg.Client(database.url);
  await Promise.all([sql.connect(), observer.connect()]);
});
afterAll(async () => {
  await server?.stop();
  await sql?.end();
  await observer?.end();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

const settings = () => ({
  PATH: process.env.PATH,
  DATABASE_URL: database.url,
  SECRET_KEY: 'a secret key of the tests, long enough to be one',
});

function start(command: string, text: string, env: object = settings()): ChildProcess {
  writeFileSync(join(folder, 'access.yaml'), text);
  const args = [resolve('dist/src/cli.js'), ...command.split(' '), 'access.yaml'];
  return spawn(process.execPath, args, {
    cwd: folder,
    env: env as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess) {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (part) => {
    out += part;
  });
  child.stderr?.on('data', (part) => {
    err += part;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, out, err };
}

const rows = async (text: string) => (await sql.query(text)).rows;

const whole = (permissions: string, command: string) => `name: killed
roles:
  First: { permissions: [${permissions}] }
  Second: { permissions: [${permissions}] }
service_accounts:
  bot:
    email_address: bot@example.com
    role: First
    tokens:
      nightly: { secret_command: [sh, -c, '${command}'] }
`;

test('killed while it delivers a secret, the changes are made, and the next run delivers another secret', async () => {
  const { signal } = await ended(start('apply', whole('READ_USER', 'kill -9 $PPID')));
  expect(signal).toBe('SIGKILL');
  expect(await rows('select name, awaits_delivery from personal_access_tokens')).toEqual([
    { name: 'nightly', awaits_delivery: true },
  ]);
  const { code, out } = await ended(start('apply', whole('READ_USER', 'cat > secret')));
  expect(out).toBe('~ token bot/nightly gets a new secret, because the last one was not delivered\n\n1 change made.\n');
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toMatch(/^lku_\w{36}$/);
  expect(await rows('select awaits_delivery from personal_access_tokens')).toEqual([{ awaits_delivery: false }]);
  expect((await ended(start('apply --dry-run', whole('READ_USER', 'cat > secret')))).code).toBe(0);
});

test('killed during its transaction, it has changed nothing, and the next run changes all', async () => {
  await sql.query('begin');
  await sql.query("select 1 from roles where name = 'Second' for update");
  const child = start('apply', whole('READ_USER, READ_ROLE', 'cat > secret'));
  const end = ended(child);
  // It has changed the first role and waits for the second.
  // Another connection, because within a transaction the view does not change.
  const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  while ((await observer.query(waiting)).rows.length === 0) await sleep(50);
  child.kill('SIGKILL');
  expect((await end).signal).toBe('SIGKILL');
  await sql.query('commit');
  const permissions = () => rows('select distinct applied_permissions as permissions from roles');
  expect(await permissions()).toEqual([{ permissions: ['READ_USER'] }]);
  expect((await ended(start('apply', whole('READ_USER, READ_ROLE', 'cat > secret')))).code).toBe(0);
  expect(await permissions()).toEqual([{ permissions: ['READ_USER', 'READ_ROLE'] }]);
  const verified = await ended(
    spawn(process.execPath, [resolve('dist/src/cli.js'), 'audit', 'verify'], { env: settings() as NodeJS.ProcessEnv }),
  );
  expect(verified.code).toBe(0);
  expect(await rows("select distinct credential, user_id from logs where message like 'Role %'")).toEqual([
    { credential: 'operator', user_id: null },
  ]);
});

test.each(['database', 'server'])(
  'of two runs at the same time on a %s at least one ends well, the state is what the file says, and a third changes nothing',
  async (where) => {
    const isServer = where === 'server';
    const signedIn = { ...settings(), LATCHKEY_USER: owner.username, LATCHKEY_PASSWORD: password };
    const command = isServer ? `apply --url ${server.url}` : 'apply';
    const run = () => start(command, text, signedIn);
    const text = whole('READ_USER', 'cat > hourly').replace('nightly', 'hourly').replace('Second', `Third`);
    const read = (query: string) => (isServer ? rowsOf(server, raw.raw(query)) : rows(query));

    const runs = await Promise.all([run(), run()].map(ended));
    expect(runs.map(({ code }) => code)).toContain(0);
    const clear = /has another secret now|\d of \d changes were made\. When the fault is corrected/;
    for (const { code, err } of runs) expect(code === 0 ? '' : err).toMatch(code === 0 ? /^$/ : clear);
    const hourly = `select count(*)::int as all, bool_or(awaits_delivery) as awaits, bool_or(revoked_at is not null) as revoked
      from personal_access_tokens where name = 'hourly'`;
    expect(await read(hourly)).toEqual([{ all: 1, awaits: false, revoked: false }]);
    expect(await read("select applied_permissions from roles where name in ('First', 'Third')")).toEqual([
      { applied_permissions: ['READ_USER'] },
      { applied_permissions: ['READ_USER'] },
    ]);
    const before = await read("select count(*)::int as all from logs where type <> 'OTHER'");
    expect(await ended(run())).toMatchObject({ code: 0, out: expect.stringMatching(/Nothing is to be changed\.\n$/) });
    expect(await read("select count(*)::int as all from logs where type <> 'OTHER'")).toEqual(before);
  },
);

test('the password is read from the standard input, and a program for a secret gets none of our settings', async () => {
  const text = whole('READ_USER', 'env > environment; cat > secret');
  const signedIn = `apply --url ${server.url} --user ${owner.username}`;
  const typed = start(signedIn, text);
  typed.stdin?.end(`${password}\n`);
  expect(await ended(typed)).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(folder, 'environment'), 'utf8')).toMatch(/^LATCHKEY_TOKEN_NAME=nightly$/m);
  const missing = start(signedIn, text);
  missing.stdin?.end();
  expect(await ended(missing)).toMatchObject({
    code: 1,
    err: `The password of ${owner.username} is missing: type it, or send it as a line of the standard input.\n`,
  });
  const all = Object.fromEntries(Object.keys(config.shape).map((name) => [name, '']));
  const given = {
    ...all,
    ...settings(),
    SMTP_URL: 'smtp://me:hidden@127.0.0.1:9',
    LATCHKEY_USER: owner.username,
    LATCHKEY_PASSWORD: password,
    LATCHKEY_TOKEN: 'lku_hidden',
    LATCHKEY_OTHER: 'hidden',
    EDITOR: 'ed',
  };
  const again = await ended(start(`apply --url ${server.url}`, text.replace('nightly', 'weekly'), given));
  expect(again).toMatchObject({ code: 0, err: '' });
  const environment = readFileSync(join(folder, 'environment'), 'utf8');
  const names = [...environment.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
  expect(names.filter((name) => Object.hasOwn(given, name)).sort()).toEqual(['EDITOR', 'PATH']);
  const ours = names.filter((name) => name.startsWith('LATCHKEY_')).sort();
  expect(ours).toEqual(['LATCHKEY_TOKEN_ACCOUNT', 'LATCHKEY_TOKEN_ID', 'LATCHKEY_TOKEN_NAME']);
  expect(environment).toContain('LATCHKEY_TOKEN_NAME=weekly');
});

test('the token is revoked where the command for its secret cannot be started', async () => {
  const text = whole('READ_USER', 'true').replace('nightly', 'unstarted').replace('[sh,', '[/nowhere/program,');
  const { code, err } = await ended(start('apply', text));
  expect(err).toMatch(/cannot be started: spawn \/nowhere\/program ENOENT\. The token was revoked\.\n$/);
  expect(code).toBe(1);
});

test('wrong arguments and files have the exit codes 1, and 2 for reach', async () => {
  const apply = await ended(start('apply', 'roles: {}\n'));
  expect(apply).toMatchObject({ code: 1, err: 'access.yaml:1:1 name is required.\n' });
  expect((await ended(start('reach --diff', 'roles: {}\n'))).code).toBe(2);
  const away = await ended(start('apply --url http://127.0.0.1:9', whole('READ_USER', 'true')));
  expect(away).toMatchObject({ code: 1, err: '--url requires a user: use --user, or set LATCHKEY_USER.\n' });
  for (const url of [
    'http://me:hidden@127.0.0.1:9',
    'me:hidden@127.0.0.1',
    'http://me:hidden@:9',
    'http://hidden@127.0.0.1',
  ]) {
    const { code, err } = await ended(start(`apply --url ${url}`, whole('READ_USER', 'true')));
    expect(err).toMatch(/^--url must (not contain a user name or a password|be the URL of a server)/);
    expect(err).not.toContain('hidden');
    expect(code).toBe(1);
  }
  const person = { ...settings(), LATCHKEY_USER: 'owner', LATCHKEY_PASSWORD: 'wrong' };
  const refused = await ended(start('apply --url http://127.0.0.1:9', whole('READ_USER', 'true'), person));
  expect(refused.err).toMatch(/^http:\/\/127\.0\.0\.1:9 cannot be reached: /);
});
