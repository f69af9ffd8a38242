/** A real streaming standby: which lists are read there, what a user sees after a change, and what happens while it is paused, stopped or away. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { readConfig } from '../../src/config.ts';
import { watchStandby } from '../../src/db/standby.ts';
import { open } from '../../src/open.ts';
import { query } from '../kit/cluster.ts';
import { openPair, type Pair } from '../kit/pair.ts';
import { createDatabase, freshDatabase } from '../kit/postgres.ts';
import { type Network, openProxy } from '../kit/proxy.ts';
import { openSwitch, type Switch } from '../kit/switch.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

// Servers of PostgreSQL start and stop, slowly on a busy machine.
jest.setTimeout(60_000);

let pair: Pair;
let onStandby: Network;
/** The address of the server's database, on the primary. */
let address: string;
let reasons: (string | null)[];
let server: Latchkey;
let without: Latchkey;
let owner: Person;
let other: Person;
beforeAll(async () => {
  pair = await openPair();
  without = await startLatchkey('postgres');
});
afterAll(async () => {
  await without.stop();
  await pair.remove();
});
afterEach(async () => {
  // After a test that failed.
  await resume().catch(() => undefined);
  await server.stop();
  await onStandby.close();
});

/** Starts a server that reads from the standby, and waits until it does. */
async function start(
  mostBehindMs = 60_000,
  through = async (url: string) => url,
  until = () => untilThere(owner),
): Promise<void> {
  reasons = [];
  server = await pair.serve(
    'postgres',
    {},
    {
      replica: async (url) => {
        address = url;
        await pair.replayed(url);
        onStandby = await openProxy(await through(pair.onStandby(url)));
        return { url: onStandby.url, mostBehindMs, changed: (reason) => void reasons.push(reason) };
      },
    },
  );
  owner = await people(server).owner();
  other = await people(server).having('READ_USER', 'READ_ROLE');
  await until();
}

/** What the server sent to the standby, without what it asks about the standby itself. */
const listsThere = () => onStandby.seen.filter((text) => !/^set |pg_snapshot|pg_is_in_recovery/.test(text));

async function isThere({ ask }: Person, document: string): Promise<boolean> {
  const before = listsThere().length;
  expect((await ask(document)).errors).toBeUndefined();
  return listsThere().length > before;
}

/** Waits until lists of this user are read from the standby. */
async function untilThere(person: Person): Promise<void> {
  for (let tries = 0; !(await isThere(person, '{ roles { entities { name } } }')); tries++) {
    if (tries > 400) throw new Error(`Lists are not read from the standby: ${reasons}`);
    await sleep(50);
  }
}

const standby = (text: string) => query(pair.standby.url, text);

async function pause(): Promise<void> {
  await standby('select pg_wal_replay_pause()');
  const state = async () => (await standby('select pg_get_wal_replay_pause_state() as state'))[0]?.state;
  while ((await state()) !== 'paused') await sleep(20);
}
async function delay(time: string): Promise<void> {
  await standby(`alter system set recovery_min_apply_delay = '${time}'`);
  await standby('select pg_reload_conf()');
}
const resume = () => standby('select pg_wal_replay_resume()');

const createRole = (name: string) =>
  `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`;
const rolesOf = async ({ ask }: Pick<Person, 'ask'>): Promise<string[]> => {
  const { data } = await ask('{ roles { entities { name } page_info { total_count } } }');
  return data.roles.entities.map(({ name }: { name: string }) => name);
};

const lists = [
  '{ users { entities { name role { name } } } }',
  '{ users(paginator: { page: 2, records_per_page: 1 }) { entities { name } page_info { total_count } } }',
  '{ users(general_search: "person") { entities { name } } }',
  '{ users(sorter: [{ attribute: "name", direction: DESC }]) { entities { name logs { entities { id } } } } }',
  '{ roles(aggregation: [{ field_name: "id", aggregation_function: MAX }]) { aggregations { value } } }',
  '{ roles { entities { users { entities { id } page_info { total_count } } } } }',
  '{ logs { entities { message } page_info { total_count } } }',
];
const others = [
  '{ users(id: 1) { entities { name } } }',
  '{ me { id role { id } sessions { entities { id } } } }',
  '{ personal_access_tokens { entities { name } } }',
  '{ all_personal_access_tokens { entities { name } page_info { total_count } } }',
  '{ access_requests { entities { id } } }',
  '{ projects { entities { key grants { entities { id } } } } }',
  '{ permission_sets { entities { name } } }',
  '{ users(reverse_relation_filters: [{ relation: "project_grants" }]) { entities { id } } }',
];

test('lists that are only shown are read from the standby, all else from the primary, and no request has another statement', async () => {
  await start();
  const plain = await people(without).owner();
  await people(without).having('READ_USER');
  for (const document of [...lists, ...others]) {
    for (const person of [owner, plain]) expect((await person.ask(document)).errors).toBeUndefined();
    for (const each of [server, without]) each.statements.length = 0;
    expect([document, await isThere(owner, document)]).toEqual([document, lists.includes(document)]);
    await plain.ask(document);
    expect([document, server.statements.length]).toEqual([document, without.statements.length]);
  }
  const permissions = /personal_access_tokens|sessions|project_grants|access_requests|token_policies|last_writes/;
  expect(listsThere().filter((text) => permissions.test(text))).toEqual([]);
});

test('while the standby has not replayed a change, its author sees it in lists, others see older rows, and a revoked token is refused', async () => {
  await start();
  await untilThere(other);
  const session = await owner.signedIn();
  const { data } = await session.ask('mutation { createPersonalAccessToken(input: { name: "second" }) { id token } }');
  const second = data.createPersonalAccessToken;
  await untilThere(owner);
  await pause();
  await owner.ask(createRole('Auditors'));
  expect(await rolesOf(owner)).toContain('Auditors');
  expect(await rolesOf(session)).toContain('Auditors');
  const bySecond = () =>
    fetch(`${server.url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${second.token}` },
      body: JSON.stringify({ query: '{ roles { entities { name } } }' }),
    });
  expect(await (await bySecond()).text()).toContain('Auditors');
  expect(await rolesOf(other)).not.toContain('Auditors');
  expect(await isThere(other, '{ roles { entities { name } } }')).toBe(true);
  await session.ask(`mutation { deletePersonalAccessToken(id: ${second.id}) { success } }`);
  expect((await bySecond()).status).toBe(401);
  await server.db.execute(
    `update roles set applied_permissions = '{}' where id = (select role_id from users where id = ${other.id})`,
  );
  expect((await other.ask('{ roles { entities { name } } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await isThere(owner, '{ roles { entities { name } } }')).toBe(false);
  await resume();
  await untilThere(owner);
  expect(await rolesOf(owner)).toContain('Auditors');
  expect(reasons).toEqual([]);
});

test('while the standby follows with a short delay, a list never lacks a change that its reader made before, wherever it is read', async () => {
  await start();
  await delay('100ms');
  const before = listsThere().length;
  const live = async (person: Person) => {
    const made: string[] = [];
    for (let round = 0; round < 15; round++) {
      made.push(`${person.username} ${round}`);
      expect((await person.ask(createRole(made.at(-1) as string))).errors).toBeUndefined();
      for (let reads = 0; reads < 3; reads++) {
        expect(await rolesOf(person)).toEqual(expect.arrayContaining(made));
        await sleep(Math.random() * 300);
      }
    }
  };
  await Promise.all([owner, await people(server).owner(), await people(server).owner()].map(live));
  expect(listsThere().length - before).toBeGreaterThan(10);
  await delay('0');
});

test('a standby that is too far behind is not read until it has caught up, and the log says so once', async () => {
  await start(1_000);
  await pause();
  while (reasons.length === 0) {
    await server.db.execute('update roles set version = version + 1');
    await isThere(other, '{ roles { entities { name } } }');
    await sleep(50);
  }
  expect(await isThere(other, '{ roles { entities { name } } }')).toBe(false);
  await resume();
  await untilThere(other);
  expect(reasons).toEqual(['is more than 1 s behind the primary.', null]);
});

test('while the standby is down all is read from the primary, and after its restart lists are read there again', async () => {
  await start();
  await pair.standby.crash();
  for (let request = 0; request < 20; request++) {
    expect(await rolesOf(other)).not.toEqual([]);
    await sleep(100);
  }
  await owner.ask(createRole('Meanwhile'));
  await pair.standby.start();
  await untilThere(other);
  await untilThere(owner);
  expect(await rolesOf(other)).toContain('Meanwhile');
  expect(reasons).toEqual(['does not answer.', null]);
});

test('requests that wait for a standby which has stopped are answered by the primary', async () => {
  await start();
  const thaw = await pair.standby.freeze();
  const waiting = Array.from({ length: 30 }, () => rolesOf(other));
  for (const each of await Promise.all(waiting)) expect(each).not.toEqual([]);
  while (reasons.length === 0) {
    expect(await rolesOf(other)).not.toEqual([]);
    await sleep(50);
  }
  expect(await isThere(other, '{ roles { entities { name } } }')).toBe(false);
  thaw();
  await untilThere(other);
  expect(reasons).toEqual(['does not answer.', null]);
});

test('a statement whose connection to the standby breaks is sent to the primary', async () => {
  await start();
  onStandby.at((text) => text.includes('from "roles"'), 'cut', 'before');
  expect(await rolesOf(other)).not.toEqual([]);
  expect(onStandby.heal()).toBe(true);
});

test('an address that leads to another server than the one that is watched is not used, and the log says why', async () => {
  let toPrimary: Switch | undefined;
  await start(
    60_000,
    async (url) => {
      const { primary } = pair;
      toPrimary = await openSwitch(url);
      // The first connection watches the standby, and those that follow are for lists.
      toPrimary.onConnection = () => toPrimary?.to(primary.url);
      return toPrimary.url;
    },
    async () => {
      while (reasons.length === 0) {
        expect(await rolesOf(other)).not.toEqual([]);
        await sleep(50);
      }
    },
  );
  expect(reasons).toEqual(['leads to different servers. Set it to the address of one server.']);
  await toPrimary?.close();
});

test('a role that may read neither settings nor statistics of the server is enough', async () => {
  await query(pair.primary.url, "create role reader login password 'reader' in role pg_read_all_data");
  await start(60_000, async (url) => Object.assign(new URL(url), { username: 'reader', password: 'reader' }).href);
  expect(await isThere(owner, '{ users { entities { name } } }')).toBe(true);
});

test('a standby that has changes which the primary does not have is not read, also when the primary has as many later', async () => {
  await start();
  const primary = new pg.Pool({ connectionString: address });
  // As after a failover to a server that had received less, and which later has as many changes.
  let isAhead = false;
  const reasons: (string | null)[] = [];
  const watched = watchStandby({
    connect: () => new pg.Client({ connectionString: pair.onStandby(address) }),
    primary: ({ text, values = [] }) => {
      const asksForPosition = text.includes('pg_lsn');
      return primary.query(text, asksForPosition && isAhead ? ['FFFFFFFF/0'] : values);
    },
    mostBehindMs: 60_000,
    unusableMs: 100,
    changed: (reason) => void reasons.push(reason),
    lost: () => undefined,
  });
  while (!watched.shows(0)) await sleep(20);
  isAhead = true;
  while (reasons.length === 0) await sleep(20);
  isAhead = false;
  for (let time = 0; time < 20; time++) {
    expect(watched.shows(0)).toBe(false);
    await sleep(50);
  }
  expect(reasons).toEqual(['has changes that the primary does not have.']);
  watched.close();
  await primary.end();
});

describe('a server that is not the standby', () => {
  const opened = (url: string, DATABASE_READ_URL: string) =>
    open(readConfig({ DATABASE_URL: url, DATABASE_READ_URL, SECRET_KEY: 'k'.repeat(32) }), {}, () => undefined);

  test('stops the start, if it has another database', async () => {
    await start();
    const refusal = 'The server of DATABASE_READ_URL has another database than DATABASE_URL, and is not its standby.';
    const elsewhere = await freshDatabase({ migrated: true });
    await expect(opened(address, elsewhere.url)).rejects.toThrow(refusal);
    await expect(opened(address, pair.standby.url)).rejects.toThrow(refusal);
    await elsewhere.drop();
    await (await opened(address, pair.onStandby(address))).close();
    await (await opened(address, 'postgres://nobody@127.0.0.1:1/none')).close();
  });

  test('does not stop the start, if it has not replayed the migration', async () => {
    await start();
    const { url } = await createDatabase(pair.primary.url);
    const copy = pair.onStandby(url);
    await pair.replayed(url);
    await pause();
    await (await opened(url, copy)).close();
    await resume();
    await query(pair.primary.url, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  });

  // The last test, because the standby is a primary afterwards.
  test('does not stop the start and is not read, if it was promoted', async () => {
    await start();
    await standby('select pg_promote()');
    while (reasons.length === 0) {
      expect(await rolesOf(other)).not.toEqual([]);
      await sleep(50);
    }
    expect(reasons).toEqual(['is not a standby, or no longer one.']);
    expect(await isThere(other, '{ roles { entities { name } } }')).toBe(false);
    await (await opened(address, pair.onStandby(address))).close();
  });
});
