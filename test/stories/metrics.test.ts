/** Metrics as Prometheus reads them: what they count, in one process and in several, and what is never in them. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, startProgram } from './program.ts';

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let database: Database;
let running: Program[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  running = [];
});
afterAll(() => database.drop());

async function start(more: Record<string, string> = {}) {
  const program = await startProgram({ DATABASE_URL: database.url, SECRET_KEY: 'k'.repeat(40), ...owner, ...more });
  running.push(program);
  const { url = '' } = JSON.parse(
    program
      .output()
      .split('\n')
      .find((line) => line.includes('metrics are served')) ?? '{}',
  );
  return { ...program, metricsUrl: url as string };
}

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Connection: 'close', ...headers },
    body: JSON.stringify(body),
  });

async function signIn(url: string): Promise<Record<string, string>> {
  const response = await post(`${url}/sign-in`, { username: 'ada', password: owner.OWNER_PASSWORD });
  return { Cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** The sum of the values of a metric whose labels have these values. */
function total(text: string, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const lines = text.split('\n').filter((line) => line.replace(/[{ ].*/, '') === name);
  const found = lines.filter((line) => wanted.every((label) => line.includes(label)));
  return found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const readMetrics = async (url: string) => (await fetch(url)).text();

test('requests, refusals and checks of tokens are counted, and no name or secret is in the metrics', async () => {
  const { url, metricsUrl } = await start({ METRICS_PORT: '0' });
  const session = await signIn(url);
  const create = 'mutation Secretive { made: createPersonalAccessToken(input: { name: "nightly" }) { token } }';
  const made = await (await post(`${url}/api/graphql`, { query: create }, session)).json();
  const { token } = made.data.made;
  const bearer = { Authorization: `Bearer ${token}` };
  for (let count = 0; count < 3; count++) await post(`${url}/api/graphql`, { query: '{ me { id } }' }, bearer);
  await post(`${url}/api/graphql`, { query: '{ me { id } }' });
  await fetch(`${url}/auth/verify?permission=READ_USER`, { headers: bearer });
  await fetch(`${url}/auth/verify`, { headers: { Authorization: 'Bearer wrong' } });
  await fetch(`${url}/api/authentication/validate`);
  await fetch(`${url}/a-path-that-a-client-chose`);

  const response = await fetch(metricsUrl);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const requests = (labels: Record<string, string>) => total(text, 'latchkey_http_requests_total', labels);
  expect(requests({ route: '/api/graphql', method: 'POST', status: '200' })).toBe(5);
  expect(requests({ route: '/auth/verify', status: '200' })).toBe(1);
  expect(requests({ route: '/auth/verify', status: '401' })).toBe(1);
  expect(total(text, 'latchkey_http_request_duration_seconds_count', { route: '/api/graphql' })).toBe(5);
  expect(total(text, 'latchkey_refusals_total', { route: '/api/graphql', code: 'UNAUTHENTICATED' })).toBe(1);
  const checks = (labels: Record<string, string>) => total(text, 'latchkey_token_checks_total', labels);
  expect(checks({ route: '/auth/verify', answer: 'accepted' })).toBe(1);
  expect(checks({ answer: 'refused' })).toBe(2);
  expect(total(text, 'latchkey_build_info', { database: 'postgres' })).toBe(1);
  expect(total(text, 'latchkey_database_places')).toBe(10);
  expect(text).toContain('latchkey_outbox_waiting{channel="email",worker="0"} 0');
  expect(total(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
  for (const hidden of [token, 'ada', 'nightly', 'Secretive', 'a-path-that-a-client-chose'])
    expect(text).not.toContain(hidden);

  const other = new URL(metricsUrl);
  other.pathname = '/';
  expect((await fetch(other)).status).toBe(404);
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
});

test('the metrics of all workers are served together, also after one was killed', async () => {
  const program = await start({ METRICS_PORT: '0', WORKERS: '2' });
  const { url, metricsUrl } = program;
  const ask = async (times: number) => {
    for (let count = 0; count < times; count++) await fetch(`${url}/healthz`, { headers: { Connection: 'close' } });
  };
  const answered = (text: string) => total(text, 'latchkey_http_requests_total', { route: '/healthz' });
  await ask(20);
  const before = await readMetrics(metricsUrl);
  expect(answered(before)).toBe(20);
  const workers = new Set([...before.matchAll(/worker="(\d+)"/g)].map(([, worker]) => worker));
  expect([...workers].sort()).toEqual(['0', '1', '2']);

  const { pid } = JSON.parse(
    program
      .output()
      .split('\n')
      .find((line) => line.includes('/healthz')) ?? '{}',
  );
  process.kill(pid, 'SIGKILL');
  for (let text = before; !text.includes('worker="3"'); ) text = await readMetrics(metricsUrl);
  const byNewWorker = (text: string) => total(text, 'latchkey_http_requests_total', { route: '/healthz', worker: '3' });
  // The system decides which worker gets a connection.
  for (let rounds = 0; rounds < 50 && byNewWorker(await readMetrics(metricsUrl)) === 0; rounds++) await ask(10);
  const after = await readMetrics(metricsUrl);
  expect(byNewWorker(after)).toBeGreaterThan(0);
  expect(after).toContain('worker="0"');
});

test('a port that is in use stops the start and names the setting', async () => {
  const { metricsUrl } = await start({ METRICS_PORT: '0' });
  const METRICS_PORT = new URL(metricsUrl).port;
  await expect(start({ METRICS_PORT })).rejects.toThrow(
    `Port ${METRICS_PORT} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with METRICS_PORT.`,
  );
});

test('the dashboard for Grafana reads only metrics that there are', async () => {
  const { metricsUrl, url } = await start({ METRICS_PORT: '0' });
  await fetch(`${url}/auth/verify`);
  await post(`${url}/api/graphql`, { query: '{ me { id } }' });
  const text = await readMetrics(metricsUrl);
  const names = new Set(text.split('\n').map((line) => line.replace(/[{ ].*/, '')));
  const dashboard = readFileSync('deploy/grafana-dashboard.json', 'utf8');
  const { panels } = JSON.parse(dashboard) as { panels: { targets?: { expr: string }[] }[] };
  const read = panels.flatMap(({ targets = [] }) =>
    targets.flatMap(({ expr }) =>
      [...expr.matchAll(/\b(?:latchkey|process|nodejs)_[a-z_0-9]+/g)].map(([name]) => name),
    ),
  );
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !names.has(name))).toEqual([]);
});
