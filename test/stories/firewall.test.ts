/** The firewall and the limit on requests in an installation with several processes, and the way back of its operator. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, run, startProgram } from './program.ts';

// Each test starts several processes, slowly on a busy machine.
jest.setTimeout(120_000);

const password = 'plum tractor seldom 47';
const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: password };
const [inside, outside] = ['192.0.2.7', '203.0.113.9'];

let folder: string;
let database: Database;
let settings: Record<string, string>;
let client: pg.Client;
let server: Program & { url: string };
let token: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-firewall-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await freshDatabase();
  settings = { DATABASE_URL: database.url, DATA_DIR: folder, TRUSTED_PROXIES: '127.0.0.0/8', ...owner };
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await server?.end('SIGKILL');
  await client.end();
  await database.drop();
});

/** A request on a connection of its own, so that workers get requests in turn. */
async function send(path: string, headers: Record<string, string>, body?: object) {
  const type = body ? { 'Content-Type': 'application/json' } : {};
  const method = body ? 'POST' : 'GET';
  const asking = request(server.url + path, { method, agent: false, headers: { ...type, ...headers } });
  asking.end(body && JSON.stringify(body));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode, headers: response.headers, text };
}

const query = (address: string, text: string) =>
  send('/api/graphql', { Authorization: `Bearer ${token}`, 'X-Forwarded-For': address }, { query: text });

async function start(more: Record<string, string> = {}): Promise<void> {
  server = await startProgram({ ...settings, WORKERS: '2', ...more });
  const { headers } = await send('/sign-in', { 'X-Forwarded-For': inside }, { username: 'ada', password });
  const Cookie = headers['set-cookie']?.[0]?.split(';')[0] as string;
  const create = 'mutation { made: createPersonalAccessToken(input: { name: "t" }) { token } }';
  const { text } = await send('/api/graphql', { Cookie, 'X-Forwarded-For': inside }, { query: create });
  token = JSON.parse(text).data.made.token;
}

/** The workers that have answered requests with this status, by the log. */
const workersThatAnswered = (status: number): number =>
  new Set(
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter((line) => line.status === status)
      .map(({ pid }) => pid),
  ).size;

const me = '{ me { username } }';
const enable = 'mutation { updateSystemSettings(input: { application_firewall_enabled: true }) { id } }';
const disable = 'mutation { updateSystemSettings(input: { application_firewall_enabled: false }) { id } }';

test('enabling and disabling the firewall takes effect with the next request in every worker', async () => {
  await start();
  const rule = `mutation { createApplicationFirewallRule(input: { subnet: "${inside}/32", description: "inside" }) { id } }`;
  expect((await query(inside, rule)).status).toBe(200);
  for (let round = 0; round < 10; round++) {
    expect((await query(inside, enable)).text).not.toContain('errors');
    for (let count = 0; count < 4; count++) expect((await query(outside, me)).status).toBe(403);
    expect((await send('/sign-in', { 'X-Forwarded-For': outside })).status).toBe(403);
    expect((await query(inside, disable)).text).not.toContain('errors');
    for (let count = 0; count < 4; count++) expect((await query(outside, me)).status).toBe(200);
  }
  expect(workersThatAnswered(403)).toBe(2);
});

const latchkey = async (...args: string[]) => {
  const program = run('cli.js', settings, args);
  return { code: await program.exit, output: program.output() };
};

test('`latchkey firewall off` is the way back of the operator, with effect at once and in the log', async () => {
  await start();
  await client.query(`insert into application_firewall_rules (subnet, description) values ('10.0.0.0/8', 'elsewhere')`);
  await client.query('update system_settings set application_firewall_enabled = true');
  expect((await query(inside, me)).status).toBe(403);
  expect(await latchkey('firewall', 'status')).toEqual({
    code: 0,
    output: 'The application firewall is on.\n10.0.0.0/8\n',
  });
  expect(await latchkey('firewall', 'off')).toEqual({ code: 0, output: 'The application firewall is now off.\n' });
  for (let count = 0; count < 4; count++) expect((await query(inside, me)).status).toBe(200);
  expect(await latchkey('firewall', 'off')).toEqual({ code: 0, output: 'The application firewall was off already.\n' });
  expect(await latchkey('firewall', 'status')).toEqual({
    code: 0,
    output: 'The application firewall is off.\n10.0.0.0/8\n',
  });
  const { rows } = await client.query(
    `select credential, user_id, message, current from logs where loggable_type = 'SystemSetting'`,
  );
  expect(rows).toEqual([
    {
      credential: 'operator',
      user_id: null,
      message: 'The application firewall was turned off at the command line.',
      current: '{"application_firewall_enabled":false}',
    },
  ]);
});

test('two workers let exactly the limit pass together, and both refuse what is beyond', async () => {
  await start({ REQUESTS_PER_MINUTE: '30' });
  const statuses = [];
  for (let count = 0; count < 40; count++) statuses.push((await query(inside, me)).status);
  expect(statuses).toEqual([...Array(30).fill(200), ...Array(10).fill(429)]);
  expect([workersThatAnswered(200), workersThatAnswered(429)]).toEqual([2, 2]);
});
