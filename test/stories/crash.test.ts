/**
 * The process or the whole PostgreSQL server is killed while it writes, again and again: every acknowledged change is stored,
 * and no change is incomplete. `CRASH_ROUNDS` sets how often.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Postgres, startPostgres } from '../kit/postgres.ts';
import { startProgram } from './program.ts';

const rounds = Number(process.env.CRASH_ROUNDS ?? 3);
const writers = 4;

let folder: string;
let postgres: Postgres;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-crash-'));
  // A server for this test only, because the test kills it.
  const given = process.env.TEST_DATABASE_URL;
  delete process.env.TEST_DATABASE_URL;
  postgres = await startPostgres({ fsync: true });
  if (given) process.env.TEST_DATABASE_URL = given;
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Credential = Record<string, string>;

async function ask(url: string, credential: Credential, query: string) {
  const headers = { 'Content-Type': 'application/json', ...credential };
  const response = await fetch(`${url}/api/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data as {
    createRole: { id: string };
    roles: List<{ id: string; name: string }>;
    logs: List<{ logged_entity_id: string }>;
  };
}

interface List<T> {
  entities: T[];
}

/** Creates roles until `stopped`, and adds the names of the acknowledged ones. Refused or cut requests are not acknowledged. */
async function write(
  acknowledged: string[],
  round: number,
  writer: number,
  server: () => string,
  credential: Credential,
  stopped: () => boolean,
) {
  for (let count = 0; !stopped(); count++) {
    const name = `round ${round} writer ${writer} role ${count}`;
    await ask(
      server(),
      credential,
      `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`,
    ).then(
      () => acknowledged.push(name),
      () => sleep(20),
    );
  }
}

/** Lets all writers write, runs `deed` some time after the second acknowledgement, and returns what was acknowledged until shortly after it. */
async function interrupted(round: number, url: () => string, credential: Credential, deed: () => Promise<unknown>) {
  let stopped = false;
  const acknowledged: string[] = [];
  const all = Array.from({ length: writers }, (_, writer) =>
    write(acknowledged, round, writer, url, credential, () => stopped),
  );
  while (acknowledged.length < 2) await sleep(5);
  await sleep(Math.random() * 700);
  await deed();
  stopped = true;
  await Promise.all(all);
  return acknowledged;
}

/** Every acknowledged role exists, and each role has exactly the log entry that was written with it. */
async function expectWhole(url: string, credential: Credential, acknowledged: string[]): Promise<void> {
  const all = 'paginator: { page: 1, records_per_page: 10000 }';
  const { roles, logs } = await ask(
    url,
    credential,
    `{ roles(${all}) { entities { id name } } logs(logged_entity_type: "Role", ${all}) { entities { logged_entity_id } } }`,
  );
  const names = new Set(roles.entities.map(({ name }) => name));
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  const written = logs.entities.map(({ logged_entity_id }) => logged_entity_id);
  expect(written.sort()).toEqual(roles.entities.map(({ id }) => id).sort());
}

test(`killed ${rounds} times, PGlite keeps every acknowledged change`, async () => {
  const settings = { DATA_DIR: join(folder, 'embedded'), LOG_LEVEL: 'silent' };
  let server = await startProgram(settings);
  const credential = { Authorization: /Bearer lku_\w+/.exec(server.output())?.[0] ?? '' };
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    acknowledged.push(
      ...(await interrupted(
        round,
        () => server.url,
        credential,
        () => server.end('SIGKILL'),
      )),
    );
    server = await startProgram(settings);
    await expectWhole(server.url, credential, acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(await server.end()).toBe(0);
}, 600_000);

test(`killed ${rounds} times, alternating with PostgreSQL itself, the server keeps every acknowledged change`, async () => {
  const owner = { OWNER_EMAIL: 'owner@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };
  const DATABASE_URL = await postgres.createDatabase();
  const settings = { DATABASE_URL, DATA_DIR: join(folder, 'key'), LOG_LEVEL: 'silent', ...owner };
  let server = await startProgram(settings);
  const body = new URLSearchParams({ username: 'owner', password: owner.OWNER_PASSWORD });
  const signedIn = await fetch(`${server.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const credential = { Cookie: (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const kill = {
      process: () => server.end('SIGKILL'),
      // The server has to continue after this and write again without a restart.
      database: () =>
        postgres
          .kill()
          .then(() => postgres.restart())
          .then(() => sleep(300)),
    };
    const who = round % 2 === 0 ? 'process' : 'database';
    acknowledged.push(...(await interrupted(round, () => server.url, credential, kill[who])));
    if (who === 'process') server = await startProgram(settings);
    await expectWhole(server.url, credential, acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(await server.end()).toBe(0);
}, 600_000);
