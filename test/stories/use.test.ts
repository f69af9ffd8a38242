/**
 * Four processes on one PostgreSQL count uses: after a clean stop exactly those that clients received answers for, and a
 * process that is killed loses at most what it had not written yet. `USES` sets how many uses are counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { setLogKeys } from '../../src/domain/audit/log-keys.ts';
import { roots } from '../access/calls.ts';
import { freshDatabase } from '../kit/postgres.ts';
import { type Latchkey, pepper } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { startProgram } from './program.ts';

const wanted = Number(process.env.USES ?? 5_000);
const perProcess = wanted / 4;

let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let opened: OpenDatabase;
let servers: Awaited<ReturnType<typeof startProgram>>[];
let persons: Person[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-use-'));
  database = await freshDatabase();
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'silent' };
  servers = [await startProgram(settings)];
  for (let count = 0; count < 3; count++) servers.push(await startProgram(settings));
  opened = openPostgres(database.url);
  // Another key than that of the programs, so their log does not count what the test writes as genuine.
  setLogKeys(opened.db, pepper);
  const as = people({ db: opened.db } as Latchkey);
  persons = await Promise.all(servers.map(() => as.having(...everyPermission)));
}, 60_000);
afterAll(async () => {
  await Promise.all(servers.map(({ end }) => end('SIGKILL')));
  await opened.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** The lists: with only `__typename` selected they require a permission, and run no statement of their own. */
const lists = roots.filter(
  ({ operation, field }) => operation === 'query' && String(field.type).endsWith('Connection'),
);

type Sums = Record<string, number>;

const add = (sums: Sums, more: Sums) => {
  for (const [name, uses] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + uses;
};
const total = (sums: Sums) => Object.values(sums).reduce((sum, uses) => sum + uses, 0);

/** A document that calls some of the lists, some twice, with its uses. */
function randomRequest(): { query: string; uses: Sums } {
  const chosen = lists.filter(() => Math.random() < 0.7);
  const again = chosen.slice(0, 1).map(({ name }) => `again: ${name} { __typename }`);
  const uses: Sums = { my_ip_address: 1 };
  for (const { name, access } of chosen) {
    uses[name] = 1;
    if ('permission' in access) uses[access.permission] = 1;
  }
  return {
    query: `{ my_ip_address { __typename } ${chosen.map(({ name }) => `${name} { __typename }`).join(' ')} ${again.join(' ')} }`,
    uses,
  };
}

/** Sends requests to a process until there were enough uses; returns those of the answered requests. */
async function send(place: number, enough: number, through: readonly number[] = [place]): Promise<Sums> {
  const answered: Sums = {};
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${persons[place]?.token}` };
  const client = async (first: number) => {
    for (let next = first; total(answered) < enough; next++) {
      const { query, uses } = randomRequest();
      const url = servers[through[next % through.length] as number]?.url;
      const response = await fetch(`${url}/api/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
      const text = await response.text();
      // The server was too busy to read the credential, which uses nothing; after that these documents need no database.
      if (response.status === 503) continue;
      expect(text).toMatch(/^\{"data":\{"my_ip_address"/);
      add(answered, uses);
    }
  };
  await Promise.all([0, 1, 2, 3].map(client));
  return answered;
}

/** The stored uses of a person. */
async function written({ id }: Person): Promise<Sums> {
  const { rows } = (await opened.db.execute(
    sql`select name, sum(uses)::int as uses from usage where user_id = ${id} group by name`,
  )) as unknown as { rows: { name: string; uses: number }[] };
  return Object.fromEntries(rows.map(({ name, uses }) => [name, uses]));
}

test(`of ${wanted} uses none is lost at a clean stop, and a killed process loses only what it had not written`, async () => {
  const [first, second, third, killed] = persons as [Person, Person, Person, Person];
  // The uses of one user in three processes at the same time change the same rows.
  const [ofFirst, ofSecond, ofThird, before] = await Promise.all([
    send(0, perProcess, [0, 1, 2]),
    send(1, perProcess, [0, 1, 2]),
    send(2, perProcess, [0, 1, 2]),
    send(3, perProcess),
  ]);
  // What was answered before a process writes is stored after it has written.
  for (let seen: Sums = {}; total(seen) < total(before); await sleep(100)) seen = await written(killed);
  expect(await written(killed)).toEqual(before);
  const after = await send(3, perProcess / 10);
  await servers[3]?.end('SIGKILL');
  const left = await written(killed);
  for (const [name, uses] of Object.entries(left)) {
    expect(uses).toBeGreaterThanOrEqual(before[name] ?? 0);
    expect(uses).toBeLessThanOrEqual((before[name] ?? 0) + (after[name] ?? 0));
  }
  process.stderr.write(
    `use: ${total(before)} written before the kill, ${total(left) - total(before)} of ${total(after)} since\n`,
  );
  expect(await Promise.all(servers.slice(0, 3).map(({ end }) => end()))).toEqual([0, 0, 0]);
  expect([await written(first), await written(second), await written(third)]).toEqual([ofFirst, ofSecond, ofThird]);
  const { rows } = (await opened.db.execute(sql`select sum(uses)::int as uses from usage_addresses`)) as unknown as {
    rows: { uses: number }[];
  };
  const requests = [ofFirst, ofSecond, ofThird, left].reduce((sum, { my_ip_address = 0 }) => sum + my_ip_address, 0);
  expect(rows[0]?.uses).toBe(requests);
}, 3_600_000);
