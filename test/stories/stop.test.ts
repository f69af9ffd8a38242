/**
 * Stopping: requests in flight on open connections are answered, and the process ends in time whatever hangs. `STOP_ROUNDS`
 * sets how often it is stopped under load.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { openRelay } from '../kit/relay.ts';
import { type Program, startProgram } from './program.ts';

const rounds = Number(process.env.STOP_ROUNDS ?? 2);
const clients = 32;

let folder: string;
let database: Database;
let running: Program[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-stop-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await freshDatabase({ migrated: true });
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  await database.drop();
});

async function start(settings: Record<string, string> = {}) {
  const program = await startProgram({ DATABASE_URL: database.url, DATA_DIR: folder, ...settings });
  running.push(program);
  return program;
}

interface Tally {
  answered: number;
  lost: string[];
}

/**
 * Sends one request after the other until a connection is refused. Any other failure is a lost request. With `keepAlive`, it
 * opens a new connection only when an answer has closed the last one.
 */
async function client(url: string, keepAlive: boolean, tally: Tally): Promise<void> {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  const headers = { 'Content-Type': 'application/json' };
  for (;;) {
    const asking = request(`${url}/api/graphql`, { agent, method: 'POST', headers });
    asking.end('{"query": "{ my_ip_address { ip } }"}');
    try {
      const [response] = (await once(asking, 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      if (response.statusCode === 200) tally.answered++;
      else tally.lost.push(String(response.statusCode));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ECONNREFUSED') break;
      tally.lost.push(String(code));
    }
  }
  agent.destroy();
}

test.each([
  ['one process', '1', 'keep their connections', true],
  ['one process', '1', 'open a connection for each request', false],
  ['three workers', '3', 'keep their connections', true],
  ['three workers', '3', 'open a connection for each request', false],
])(
  `stopped ${rounds} times, %s (WORKERS=%s) loses no request of ${clients} clients that %s`,
  async (_process, WORKERS, _clients, keepAlive) => {
    const tally: Tally = { answered: 0, lost: [] };
    for (let round = 0; round < rounds; round++) {
      const server = await start({ LOG_LEVEL: 'silent', WORKERS });
      const all = Array.from({ length: clients }, () => client(server.url, keepAlive, tally));
      await sleep(500 + Math.random() * 500);
      expect(await server.end()).toBe(0);
      await Promise.all(all);
    }
    process.stderr.write(`${tally.answered} answered, ${tally.lost.length} lost in ${rounds} stops\n`);
    expect(tally.lost).toEqual([]);
    expect(tally.answered).toBeGreaterThan(rounds * clients);
  },
  600_000,
);

test('a reader of the log that stops reading delays neither requests nor the end', async () => {
  const server = await start();
  server.stopReading();
  // One line of the log each: more than a pipe holds.
  const path = `/${'a'.repeat(200)}`;
  const many = Array.from({ length: 20 }, async () => {
    for (let count = 0; count < 100; count++) await (await fetch(server.url + path)).text();
  });
  await Promise.all(many);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.end()).toBe(0);
});

test('a database that hangs does not delay the end, and the log reports what is lost', async () => {
  const relay = await openRelay(database.url);
  const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };
  const server = await start({ ...owner, DATABASE_URL: relay.url });
  const body = new URLSearchParams({ username: 'ada', password: owner.OWNER_PASSWORD });
  const signedIn = await fetch(`${server.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const used = await fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie },
    body: '{"query": "{ users { entities { id } } }"}',
  });
  expect(used.status).toBe(200);
  relay.freeze();
  const started = performance.now();
  expect(await server.end()).toBe(1);
  expect(performance.now() - started).toBeLessThan(29_000);
  expect(server.output()).toContain('Not everything could be finished, because the database does not respond.');
  await relay.close();
});

test('a mail server that hangs delays neither the end nor the last uses', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const connected = once(silent, 'connection');
  const { port } = silent.address() as AddressInfo;
  const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };
  const server = await start({ ...owner, SMTP_URL: `smtp://127.0.0.1:${port}` });
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/sign-in', { username: 'ada', password: owner.OWNER_PASSWORD });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const create = 'mutation { createPersonalAccessToken(input: { name: "old" }) { id token } }';
  const created = await post('/api/graphql', { query: create }, { Cookie });
  const { id, token } = ((await created.json()) as { data: Record<string, { id: string; token: string }> }).data
    .createPersonalAccessToken as { id: string; token: string };
  await post('/api/graphql', { query: `mutation { deletePersonalAccessToken(id: ${id}) { success } }` }, { Cookie });
  // The use of a revoked token is reported by email.
  expect((await post('/api/graphql', { query: '{ me { id } }' }, { Authorization: `Bearer ${token}` })).status).toBe(
    401,
  );
  await connected;
  expect(await server.end()).toBe(0);
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query(`select name from usage where kind = 'METHOD' order by name`);
  expect(rows.map(({ name }) => name)).toEqual(['createPersonalAccessToken', 'deletePersonalAccessToken']);
  expect((await client.query('select kind from outbox')).rows).toEqual([{ kind: 'REVOKED_SECRET_USED' }]);
  await client.end();
  silent.close();
});
