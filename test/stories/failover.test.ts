/**
 * Two workers on a primary with a standby: what they show after a change, and a failover under load that loses no
 * acknowledged change. `FAILOVER_ROUNDS` sets how often the primary is killed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { type Cluster, openCluster, query } from '../kit/cluster.ts';
import { requireSynchronous } from '../kit/pair.ts';
import { createDatabase } from '../kit/postgres.ts';
import { openSwitch, type Switch } from '../kit/switch.ts';
import { type Program, startProgram } from './program.ts';

const rounds = Number(process.env.FAILOVER_ROUNDS ?? 2);
const writers = 6;

jest.setTimeout(120_000 * rounds);

let folder: string;
let clusters: Cluster[];
let address: Switch;
let server: Program & { url: string };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-failover-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await server.end('SIGKILL');
  await address.close();
  for (const cluster of clusters) await cluster.remove();
});

const at = (cluster: Cluster, url: string) =>
  Object.assign(new URL(cluster.url), { pathname: new URL(url).pathname }).href;

/** Starts a primary, a standby, and two workers that use both. Returns a token of the owner. */
async function start(): Promise<{ token: string; url: string }> {
  const primary = await openCluster({ fsync: true });
  clusters = [primary];
  const standby = await openCluster({ fsync: true, standbyOf: primary });
  clusters.push(standby);
  const { url } = await createDatabase(primary.url);
  address = await openSwitch(url);
  const OWNER_PASSWORD = 'plum tractor seldom 47';
  const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD };
  const database = { DATABASE_URL: address.url, DATABASE_READ_URL: at(standby, url), DATABASE_READ_MAX_LAG: '60' };
  server = await startProgram({ ...database, ...owner, DATA_DIR: folder, WORKERS: '2' });
  const signedIn = await fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'ada', password: OWNER_PASSWORD }),
  });
  const Cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const create = 'mutation { createPersonalAccessToken(input: { name: "t" }) { token } }';
  const { createPersonalAccessToken } = await ask({ Cookie }, create);
  return { token: createPersonalAccessToken.token, url };
}

/** On a connection of its own, so that both workers answer. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(credential: Record<string, string>, text: string): Promise<any> {
  const response = await fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Connection: 'close', ...credential },
    body: JSON.stringify({ query: text }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const createRole = (name: string) =>
  `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`;

/** The names of all roles, and the worker that answered, by the log. */
async function roles(token: string, operation: string): Promise<{ names: string[]; pid: number }> {
  const all = 'paginator: { page: 1, records_per_page: 10000 }';
  const data = await ask(bearer(token), `query ${operation} { roles(${all}) { entities { name } } }`);
  const line = () =>
    server
      .output()
      .split('\n')
      .find((line) => line.includes(`"${operation}"`));
  while (!line()?.endsWith('}')) await sleep(10);
  return {
    names: data.roles.entities.map(({ name }: { name: string }) => name),
    pid: JSON.parse(line() as string).pid,
  };
}

let asked = 0;

/** Asks until both workers have given an answer as expected. Others are `wrong`. */
async function inBoth(token: string, isRight: (names: string[]) => boolean, wrong: 'later' | 'never'): Promise<void> {
  const right = new Set<number>();
  for (let tries = 0; right.size < 2; tries++) {
    const { names, pid } = await roles(token, `Roles${asked++}`);
    if (isRight(names)) right.add(pid);
    else if (wrong === 'never' || tries > 200) throw new Error(`One of the workers shows ${names}`);
  }
}

test('with two workers, both read lists from the standby, and both show a change to its author before the standby does', async () => {
  const { token, url } = await start();
  const standby = at(clusters[1] as Cluster, url);
  await ask(bearer(token), createRole('First'));
  while (!(await query(standby, "select from roles where name = 'First'")).length) await sleep(20);
  const watching = `select from pg_stat_activity where application_name = 'latchkey' and query like '%pg_snapshot_xmin%'`;
  while ((await query(standby, watching)).length < 2) await roles(token, `Roles${asked++}`);
  await query(standby, 'select pg_wal_replay_pause()');
  while ((await query(standby, 'select pg_get_wal_replay_pause_state() as state'))[0]?.state !== 'paused')
    await sleep(20);
  // Changed by nobody: an answer without it comes from the standby.
  await query(url, "update roles set name = 'Renamed', name_key = 'renamed' where name = 'First'");
  await inBoth(token, (names) => names.includes('First'), 'later');
  await ask(bearer(token), createRole('Second'));
  for (let round = 0; round < 5; round++)
    await inBoth(token, (names) => names.includes('Second') && names.includes('Renamed'), 'never');
  await query(standby, 'select pg_wal_replay_resume()');
  for (let round = 0; round < 5; round++) await inBoth(token, (names) => names.includes('Second'), 'never');
});

test(`when the primary is killed ${rounds} times and its synchronous standby takes over, every acknowledged change is there`, async () => {
  const { token, url } = await start();
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const [primary, standby] = clusters.slice(-2) as [Cluster, Cluster];
    await requireSynchronous(primary.url);
    let stopped = false;
    const before = acknowledged.length;
    const write = async (writer: number) => {
      for (let count = 0; !stopped; count++) {
        const name = `round ${round} writer ${writer} role ${count}`;
        await ask(bearer(token), createRole(name)).then(
          () => acknowledged.push(name),
          () => sleep(20),
        );
      }
    };
    const all = Array.from({ length: writers }, (_, writer) => write(writer));
    while (acknowledged.length < before + 50) await sleep(5);
    await primary.crash();
    clusters.splice(clusters.indexOf(primary), 1);
    await primary.remove();
    await query(standby.url, 'select pg_promote()');
    const atFailover = acknowledged.length;
    address.to(at(standby, url));
    while (acknowledged.length < atFailover + 50) await sleep(5);
    stopped = true;
    await Promise.all(all);
    const { names } = await roles(token, `Roles${asked++}`);
    expect(acknowledged.filter((name) => !names.includes(name))).toEqual([]);
    const entries = await query(
      at(standby, url),
      `select logged_entity_id from logs where logged_entity_type = 'Role'`,
    );
    expect(entries).toHaveLength(names.length);
    clusters.push(await openCluster({ fsync: true, standbyOf: standby }));
  }
  expect(server.output()).toContain('is not a standby, or no longer one.');
});
