/** A database that is killed or has no connection left: the answer is 503 with Retry-After and no details, until the database is back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { migrate } from '../../src/db/migrate.ts';
import { openPostgres } from '../../src/db/open.ts';
import { readiness } from '../../src/http/readiness.ts';
import { type Postgres, startPostgres } from '../kit/postgres.ts';
import { openRelay } from '../kit/relay.ts';
import { templateOn } from '../kit/templates.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

let postgres: Postgres;
let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  // A server for this test only, because the test kills it.
  const { TEST_DATABASE_URL: given, LATCHKEY_TEST_POSTGRES: shared, LATCHKEY_TEST_TEMPLATE: template } = process.env;
  delete process.env.TEST_DATABASE_URL;
  postgres = await startPostgres();
  process.env.LATCHKEY_TEST_POSTGRES = postgres.url;
  process.env.LATCHKEY_TEST_TEMPLATE = await templateOn(postgres);
  server = await startLatchkey('postgres');
  Object.assign(
    process.env,
    { LATCHKEY_TEST_POSTGRES: shared, LATCHKEY_TEST_TEMPLATE: template },
    given && { TEST_DATABASE_URL: given },
  );
  owner = await people(server).owner();
});
afterAll(async () => {
  await server.stop();
  await postgres.stop();
});

async function expectBusy(): Promise<void> {
  const { status, headers, errors, data } = await owner.ask('{ me { id } }');
  expect([status, headers.get('retry-after'), data]).toEqual([503, '1', undefined]);
  const text = 'The server is busy. Try again in a second.';
  expect(errors).toEqual([{ message: text, extensions: { code: 'LIMITED' } }]);
}

const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status;

test('while the database is down every request gets a 503 and one log line, and requests succeed once it is back', async () => {
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
  await postgres.kill();
  server.logged.length = 0;
  await expectBusy();
  expect(server.logged.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 30, status: 503 })]);
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);
  await postgres.restart();
  expect((await owner.ask('{ me { id } }')).data).toEqual({ me: { id: owner.id } });
  expect(await statusOf('/readyz')).toBe(200);
});

test('cut connections fail only the running query', async () => {
  const slow = server.db.execute(sql`select pg_sleep(60)`).catch((error: Error) => error);
  await server.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`);
  expect(await slow).toBeInstanceOf(Error);
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
});

test('when every connection is in use a request gets a 503', async () => {
  const taken = Array.from({ length: 10 }, async () => await server.db.execute(sql`select pg_sleep(3)`));
  await expectBusy();
  await Promise.all(taken);
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
});

describe('/readyz answers 503 within a second', () => {
  const expectUnready = async (url = server.url) => {
    const started = performance.now();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(1_000);
  };

  test('when its query hangs, and uses one connection however often it is called', async () => {
    await server.db.transaction(async (tx) => {
      await tx.execute(sql`lock table migrations`);
      for (let count = 0; count < 3; count++) await expectUnready();
      expect((await owner.ask('{ me { id } }')).status).toBe(200);
      const asking = sql`select count(*)::int as count from pg_stat_activity where query like '%from migrations%' and wait_event_type = 'Lock'`;
      expect((await tx.execute(asking)) as unknown as object).toMatchObject({ rows: [{ count: 1 }] });
    });
    expect(await statusOf('/readyz')).toBe(200);
  });

  test('when every connection is in use', async () => {
    const taken = Array.from({ length: 10 }, async () => await server.db.execute(sql`select pg_sleep(3)`));
    await expectUnready();
    await Promise.all(taken);
    expect(await statusOf('/readyz')).toBe(200);
  });

  test('when the network is frozen and when connections are refused', async () => {
    const relay = await openRelay(await postgres.createDatabase());
    const opened = openPostgres(relay.url, { limits: { answerMs: 3_000 } });
    await migrate(opened);
    const isReady = readiness(opened.db);
    const timed = async () => {
      const started = performance.now();
      return [await isReady(), performance.now() - started < 1_000];
    };
    expect(await timed()).toEqual([true, true]);
    relay.freeze();
    expect(await timed()).toEqual([false, true]);
    await relay.close();
    await sleep(500);
    expect(await timed()).toEqual([false, true]);
    await opened.close();
  });
});
