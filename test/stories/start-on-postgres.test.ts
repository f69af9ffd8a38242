/** Starting on PostgreSQL: the owner is created from the settings, no secret is printed, and several processes share one database. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { lockKey } from '../../src/db/migrate.ts';
import { freePort } from '../kit/cluster.ts';
import { startMailServer } from '../kit/mail.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, run, startProgram } from './program.ts';

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let folder: string;
let database: Database;
let settings: Record<string, string>;
let running: Program[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await freshDatabase();
  settings = { DATABASE_URL: database.url, DATA_DIR: folder };
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  await database.drop();
});

async function start(more: Record<string, string> = {}) {
  const program = await startProgram({ ...settings, ...more });
  running.push(program);
  return program;
}

async function signIn(url: string, password: string): Promise<string> {
  const body = new URLSearchParams({ username: 'ada@example.com', password });
  const response = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  return response.status === 303 ? ((response.headers.get('set-cookie') ?? '').split(';')[0] ?? '') : '';
}

const query = (url: string, cookie: string, text: string) =>
  fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ query: text }),
  });

/** Lines after the three addresses. */
const more = (program: Program) => program.said().slice(4).filter(Boolean);

test('the owner is created from the settings, once, and no secret is printed', async () => {
  const server = await start(owner);
  expect(more(server)).toEqual(['The owner ada was created. Sign in with OWNER_PASSWORD.']);
  expect(server.output()).not.toMatch(/lku_|plum tractor/);
  expect(await signIn(server.url, owner.OWNER_PASSWORD)).toMatch(/^latchkey=/);
  await server.end();
  expect(more(await start({ ...owner, OWNER_USERNAME: 'another' }))).toEqual([]);
});

test('without OWNER_EMAIL the output says what to do, and the operator can do it', async () => {
  const server = await start();
  const advice = 'There is no owner yet. Set OWNER_EMAIL, or run `npx latchkey create-owner`.';
  expect(more(server)).toEqual([advice]);
  const made = run('cli.js', { ...settings, PUBLIC_URL: server.url }, ['create-owner', '--email', 'ada@example.com']);
  expect(await made.exit).toBe(0);
  const [link] = /http\S+\/set-password\/\w{30}$/m.exec(made.output()) ?? [''];
  expect((await fetch(link)).status).toBe(200);
});

test('without OWNER_PASSWORD the one-time link is emailed, or the output says how to get one', async () => {
  const mailServer = await startMailServer();
  const { OWNER_PASSWORD: _, ...unset } = owner;
  const server = await start({ ...unset, SMTP_URL: mailServer.url });
  expect(more(server)).toEqual(['The owner ada was created. The link to set a password was sent by email.']);
  expect((await mailServer.next('ada@example.com')).text).toMatch(/\/set-password\/\w{30}/);
  await mailServer.stop();
  await database.drop();
  database = await freshDatabase();
  settings.DATABASE_URL = database.url;
  const advised = await start(unset);
  const advice = 'The owner ada was created. Run `npx latchkey reset-password ada` for a link to set the password.';
  expect(more(advised)).toEqual([advice]);
  expect(advised.output()).not.toContain('set-password/');
});

test('the log of an unexpected error names the lines of the sources', async () => {
  const server = await start(owner);
  const cookie = await signIn(server.url, owner.OWNER_PASSWORD);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('alter table roles rename to rolls');
  await client.end();
  expect(await (await query(server.url, cookie, '{ roles { entities { name } } }')).text()).toContain(
    'Unexpected error.',
  );
  const logged = () => server.output().match(/^\{.*"msg":"unexpected error"\}$/m)?.[0];
  while (!logged()) await sleep(20);
  const { err } = JSON.parse(logged() ?? '');
  const [, file, line] = /(?:\(|at async )(src\/\S+\.ts):(\d+):\d+/.exec(err.stack) as RegExpExecArray;
  expect(readFileSync(file as string, 'utf8').split('\n')[Number(line) - 1]).toMatch(/await|throw/);
  expect(err.stack).not.toContain('dist/src');
});

test('two processes that start at the same time on an empty database both run, with one owner', async () => {
  const two = await Promise.all([start(owner), start(owner)]);
  const cookie = await signIn(two[0]?.url ?? '', owner.OWNER_PASSWORD);
  for (const { url } of two) {
    const answer = await query(url, cookie, '{ users { entities { username } } }');
    expect(await answer.json()).toEqual({ data: { users: { entities: [{ username: 'ada' }] } } });
  }
});

test('while it starts, the server is alive and not ready, logs what it waits for, and lets requests wait for ten seconds', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`select pg_advisory_lock(${lockKey})`);
  const PORT = String(await freePort());
  const program = run('main.js', { ...settings, PORT });
  running.push(program);
  const answer = (path: string) => fetch(`http://127.0.0.1:${PORT}${path}`, { redirect: 'manual' });
  while ((await answer('/healthz').catch(() => null)) === null) await sleep(20);
  expect((await answer('/healthz')).status).toBe(200);
  expect((await answer('/readyz')).status).toBe(503);
  const refused = await answer('/sign-in');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  const early = answer('/sign-in');
  while (!program.output().includes('waiting for another process that migrates the database')) await sleep(20);
  await client.end();
  expect((await early).status).toBe(200);
  expect((await answer('/readyz')).status).toBe(200);
});

test('after SIGTERM the server accepts no new requests, answers the running ones, and ends with 0', async () => {
  const server = await start(owner);
  const cookie = await signIn(server.url, owner.OWNER_PASSWORD);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin; lock table roles');
  let answered = false;
  const running = query(
    server.url,
    cookie,
    'mutation { createRole(input: { name: "Late", applied_permissions: [] }) { name } }',
  );
  running.finally(() => {
    answered = true;
  });
  while ((await client.query('select 1 from pg_locks where not granted')).rowCount === 0) await sleep(20);
  const ended = server.end('SIGTERM');
  const readiness = () => fetch(`${server.url}/readyz`).then(({ status }) => status);
  while ((await readiness()) === 200) await sleep(20);
  // Not ready, but still answering.
  expect(await readiness()).toBe(503);
  expect(answered).toBe(false);
  await client.query('rollback');
  await client.end();
  const answer = await running;
  // An open connection would delay the end.
  expect(answer.headers.get('connection')).toBe('close');
  expect(await answer.json()).toEqual({ data: { createRole: { name: 'Late' } } });
  expect(await ended).toBe(0);
});
