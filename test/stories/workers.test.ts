/** Several workers behind one port, as the operator runs them with WORKERS: what is done once, and what holds in each of them. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { startMailServer } from '../kit/mail.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, run, startProgram } from './program.ts';

// Each test starts several processes, slowly on a busy machine.
jest.setTimeout(120_000);

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let folder: string;
let database: Database;
let settings: Record<string, string>;
let running: Program[];
let client: pg.Client;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-workers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await freshDatabase();
  settings = { DATABASE_URL: database.url, DATA_DIR: folder, ...owner };
  running = [];
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  await client.end();
  await database.drop();
});

async function start(WORKERS: number, more: Record<string, string> = {}) {
  const program = await startProgram({ ...settings, ...more, WORKERS: String(WORKERS) });
  running.push(program);
  return program;
}

/** A request on a connection of its own, so that workers get requests in turn. */
async function ask(url: string, headers: Record<string, string> = {}, body?: object, method = body ? 'POST' : 'GET') {
  const type = body ? { 'Content-Type': 'application/json' } : {};
  const asking = request(url, { method, agent: false, headers: { ...type, ...headers } });
  asking.end(body && JSON.stringify(body));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '', text };
}

const query = (url: string, headers: Record<string, string>, text: string) =>
  ask(`${url}/api/graphql`, headers, { query: text });

async function issueToken(
  url: string,
): Promise<{ headers: Record<string, string>; Cookie: string; revoke(): Promise<void> }> {
  const body = { username: 'ada', password: owner.OWNER_PASSWORD };
  const { cookie: Cookie } = await ask(`${url}/sign-in`, {}, body);
  const create = 'mutation { made: createPersonalAccessToken(input: { name: "t" }) { id token } }';
  const { made } = JSON.parse((await query(url, { Cookie }, create)).text).data;
  const revoke = `mutation { deletePersonalAccessToken(id: ${made.id}) { success } }`;
  return {
    headers: { Authorization: `Bearer ${made.token}` },
    Cookie,
    revoke: async () => expect((await query(url, { Cookie }, revoke)).text).toContain('"success":true'),
  };
}

interface Line {
  pid: number;
  route?: string;
  status?: number;
  msg?: string;
}
/** The lines of the log. Throws if one is not whole. */
const logged = (program: Program): Line[] =>
  program
    .output()
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/** The workers that have answered requests, by the log. */
const pids = (program: Program, of: (line: Line) => boolean = () => true): number[] => [
  ...new Set(logged(program).flatMap((line) => (line.route && of(line) ? line.pid : []))),
];

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(20);
}

/** Sends requests until so many workers have answered one. */
async function meet(program: Program & { url: string }, count: number): Promise<number[]> {
  while (pids(program).length < count) expect((await ask(`${program.url}/readyz`)).status).toBe(200);
  return pids(program);
}

const said = (program: Program) => program.said().filter(Boolean);

test('two workers serve, and what a first start does and prints is done and printed once', async () => {
  const server = await start(2);
  await meet(server, 2);
  expect(said(server)).toEqual([
    'Latchkey is running.',
    `  Pages     ${server.url}/account/home`,
    `  GraphQL   ${server.url}/api/graphql`,
    `  GraphiQL  ${server.url}/graphiql`,
    'The owner ada was created. Sign in with OWNER_PASSWORD.',
  ]);
  expect((await client.query('select username from users')).rows).toEqual([{ username: 'ada' }]);
  expect(await server.end()).toBe(0);
});

test('lines of the log are whole when several workers log long ones at the same time', async () => {
  const server = await start(2);
  const token = await issueToken(server.url);
  await client.query('alter table logs rename to lost_logs');
  const lines = () => logged(server).filter(({ msg }) => msg === 'unexpected error');
  const failing = () => query(server.url, token.headers, '{ logs { entities { id } } }');
  while (lines().length < 40 || new Set(lines().map(({ pid }) => pid)).size < 2)
    await Promise.all([failing(), failing(), failing(), failing()]);
});

test('a killed worker is replaced, and the other serves meanwhile', async () => {
  const server = await start(2);
  const [killed = 0, other = 0] = await meet(server, 2);
  process.kill(killed, 'SIGKILL');
  await until(() => logged(server).some(({ msg }) => msg === 'a worker ended and is replaced'));
  // From here on every request is answered: at first by the other worker alone.
  const all = await meet(server, 3);
  expect(all.filter((pid) => pid !== killed)).toContain(other);
  expect(await server.end()).toBe(0);
});

test('a connection that a killed worker had not taken yet is closed, so that its client does not wait', async () => {
  const server = await start(2);
  const [first = 0] = await meet(server, 2);
  // It takes no connection any more, but gets every second one.
  process.kill(first, 'SIGSTOP');
  const { port } = new URL(server.url);
  const clients = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.on('error', () => undefined).write('GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
      });
      return new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
    }).map((ended) => ({ ended })),
  );
  await sleep(500);
  process.kill(first, 'SIGKILL');
  const answers = await Promise.all(clients.map(({ ended }) => ended));
  expect(answers.filter((answer) => answer === '').length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 200')).length).toBeGreaterThan(0);
});

test('workers that end soon after their start are not replaced endlessly: the program ends and says why', async () => {
  const exits = `import cluster from 'node:cluster'; if (cluster.isWorker) process.exit(7);`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(exits)}`;
  const broken = run('main.js', { ...settings, PORT: '0', WORKERS: '5', NODE_OPTIONS });
  expect(await broken.exit).toBe(1);
  const why = '5 workers ended soon after their start. The last one:';
  expect(said(broken)).toEqual([`Latchkey could not start: ${why} its exit code was 7`]);
  const server = await start(5);
  const killed = new Set<number>();
  while (killed.size < 5) {
    // A worker that is killed just when it gets a connection leaves it without an answer.
    await Promise.race([ask(`${server.url}/readyz`).catch(() => undefined), sleep(1_000)]);
    for (const pid of pids(server).filter((pid) => !killed.has(pid))) {
      process.kill(pid, 'SIGKILL');
      killed.add(pid);
    }
  }
  expect(await server.exit).toBe(1);
  expect(server.output()).toContain(`Latchkey ended: ${why} it was ended by SIGKILL\n`);
});

test('workers end when the primary process is killed', async () => {
  const server = await start(2);
  const all = await meet(server, 2);
  await server.end('SIGKILL');
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await until(() => !all.some(isRunning));
});

test('a port in use is reported once, before the database is opened', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const refused = run('main.js', { ...settings, PORT: String(port), WORKERS: '3' });
  expect(await refused.exit).toBe(1);
  expect(refused.output()).toBe(
    `Latchkey could not start: Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with PORT.\n`,
  );
  expect((await client.query(`select to_regclass('migrations') as found`)).rows).toEqual([{ found: null }]);
  holder.close();
});

test('a revoked token is refused by every worker at once', async () => {
  const server = await start(3);
  const token = await issueToken(server.url);
  const use = () => query(server.url, token.headers, '{ me { id } }');
  const answered = (status: number) => pids(server, (line) => line.route === '/api/graphql' && line.status === status);
  while (answered(200).length < 3) expect((await use()).status).toBe(200);
  await token.revoke();
  while (answered(401).length < 3) expect((await use()).status).toBe(401);
});

/** A request whose body is not complete yet. */
function begin(url: string, headers: Record<string, string>) {
  const body = JSON.stringify({ query: '{ me { id } }' });
  const whole = { 'Content-Type': 'application/json', 'Content-Length': String(body.length), ...headers };
  const begun = request(`${url}/api/graphql`, { method: 'POST', agent: false, headers: whole });
  begun.write(body.slice(0, 5));
  const status = once(begun, 'response').then(([response]) => (response as IncomingMessage).resume().statusCode);
  return { status, complete: () => void begun.end(body.slice(5)) };
}

test('the requests of one token that run at the same time are limited across workers, and others are served', async () => {
  const server = await start(3);
  const token = await issueToken(server.url);
  await meet(server, 3);
  const five = Array.from({ length: 5 }, () => begin(server.url, token.headers));
  let served = 0;
  const probes: Promise<unknown>[] = [];
  const probe = () => {
    const answered = query(server.url, token.headers, '{ me { id } }').then(({ status }) => status === 200 && served++);
    probes.push(answered);
  };
  /** Requests of others, which all workers answer. */
  const others = async () => {
    for (let count = 0; count < 30; count++)
      expect((await query(server.url, {}, '{ my_ip_address { ip } }')).status).toBe(200);
  };
  // As soon as the five have their places, further requests of the token wait.
  for (let isFree = true; isFree; ) {
    served = 0;
    probe();
    await Promise.race([others(), until(() => served > 0)]);
    isFree = served > 0;
  }
  for (let count = 0; count < 5; count++) probe();
  await others();
  expect(served).toBe(0);
  expect((await query(server.url, { Cookie: token.Cookie }, '{ me { id } }')).text).toContain('"id"');
  for (const { complete } of five) complete();
  expect(await Promise.all(five.map(({ status }) => status))).toEqual(Array(5).fill(200));
  await Promise.all(probes);
  served = 0;
  probe();
  await until(() => served > 0);
});

test('an email that follows a change is sent at once, by the primary process', async () => {
  const mailServer = await startMailServer();
  const server = await start(2, { SMTP_URL: mailServer.url });
  const token = await issueToken(server.url);
  await token.revoke();
  expect((await query(server.url, token.headers, '{ me { id } }')).status).toBe(401);
  expect((await mailServer.next('ada@example.com')).text).toContain('no longer valid');
  await mailServer.stop();
});
