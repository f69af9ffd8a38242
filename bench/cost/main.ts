/**
 * What one expensive request costs other users: how long it blocks the event loop, and how long another user, who sends
 * requests all the time, waits for an answer. On PostgreSQL, with 10,000 users; each request has a different text.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../../test/kit/postgres.ts';
import { figure, table } from '../figures.ts';
import type { Running } from '../processes.ts';
import { tokenOf } from '../requests.ts';
import { seed } from '../seed.ts';
import { settingsFor } from '../servers.ts';
import { blocked, startObserved } from './observed.ts';
import { type Expensive, expensive } from './requests.ts';

const size = { users: 10_000, roles: 1_000, tokens: 11_350 };
const rounds = 5;
const only = process.argv[2];

/** User 2 has the tokens beyond 10,000 and, like user 3, no role; user 4 is a super admin. */
async function prepare(url: string): Promise<void> {
  await seed(url, size);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    update personal_access_tokens set user_id = 2 where id > 10000 and type = 'USER';
    update users set role_id = null where id in (2, 3);
    update users set super_admin = true, role_id = null where id = 4;`);
  await client.end();
}

const tokens = { anonymous: null, owner: 1, powerless: 2, admin: 3 };
const probing = tokenOf(10);

interface Sent {
  status: number;
  outcome: string;
  bytes: number;
}

async function send(address: string, number: number | null, body: object): Promise<Sent> {
  const headers = {
    'Content-Type': 'application/json',
    ...(number ? { Authorization: `Bearer ${tokenOf(number)}` } : {}),
  };
  const response = await fetch(`${address}/api/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  const [, outcome = 'done'] = /"message":"(.{1,60})/.exec(text) ?? [];
  return { status: response.status, outcome, bytes: text.length };
}

/** Requests of another user, one every 20 ms, until stopped: the times in milliseconds. */
function probe(address: string) {
  const taken: number[] = [];
  const running: Promise<void>[] = [];
  const ask = async () => {
    const before = performance.now();
    const response = await fetch(`${address}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${probing}` },
      body: '{"query":"{ me { id } }"}',
    });
    const text = await response.text();
    if (!text.startsWith('{"data":{"me"')) throw new Error(`The probe failed: ${response.status} ${text}`);
    taken.push(performance.now() - before);
  };
  const timer = setInterval(() => running.push(ask()), 20);
  return async () => {
    clearInterval(timer);
    await Promise.all(running);
    return taken.sort((one, other) => one - other);
  };
}

async function measure(server: Running, { name, by, atOnce = 1, body }: Expensive): Promise<string[]> {
  const { url: address } = server;
  let longest = 0;
  const waits: number[] = [];
  const lasted: number[] = [];
  let sent: Sent | undefined;
  for (let round = 0; round < rounds; round++) {
    await sleep(100);
    await blocked(server);
    const stop = probe(address);
    const before = performance.now();
    const all = await Promise.all(
      Array.from({ length: atOnce }, (_, at) =>
        send(address, tokens[by], body(round * 100 + at + (Date.now() % 1_000_000))),
      ),
    );
    lasted.push(performance.now() - before);
    [sent] = all;
    await sleep(60);
    waits.push(...(await stop()));
    longest = Math.max(longest, await blocked(server));
  }
  waits.sort((one, other) => one - other);
  const p99 = waits[Math.floor(0.99 * (waits.length - 1))] as number;
  const median = lasted.sort((one, other) => one - other)[Math.floor(rounds / 2)] as number;
  const answered = `${sent?.status} ${sent?.outcome} ${figure((sent?.bytes ?? 0) / 1000)} kB`;
  return [name, by, figure(median), figure(longest), figure(p99), answered];
}

const postgres = await startPostgres();
try {
  const url = await postgres.createDatabase();
  const first = await startObserved(settingsFor(url));
  await first.stop();
  await prepare(url);
  const server = await startObserved(settingsFor(url));
  for (let time = 0; time < 200; time++) await send(server.url, 10, { query: '{ me { id } }' });
  const rows = [];
  for (const one of expensive) if (!only || one.name.includes(only)) rows.push(await measure(server, one));
  await server.stop();
  console.log(table([['', 'sent by', 'lasts ms', 'blocks ms', 'others p99 ms', 'answer'], ...rows]));
} finally {
  await postgres.stop();
}
