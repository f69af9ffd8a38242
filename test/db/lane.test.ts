/** The connection to PostgreSQL for lookups: statements follow each other without waiting, and none is lost when it breaks. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { forRequest, lookupsOf } from '../../src/db/for-request.ts';
import { createLane } from '../../src/db/lane.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';

let fresh: Database;
let opened: OpenDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  opened = openPostgres(fresh.url, { limits: { connectMs: 10_000, connections: 2 } });
});
afterAll(async () => {
  await opened.close();
  await fresh.drop();
});
beforeEach(connected);

const number = async (statement: ReturnType<typeof sql>) =>
  ((await lookupsOf(opened.db).db.execute(statement)) as unknown as { rows: { number: number }[] }).rows[0]?.number;

const lanePid = sql`select pg_backend_pid() as number`;

/** The settings of the lane differ from those of the pool. */
const isLane = sql`select (current_setting('plan_cache_mode') = 'force_generic_plan')::int as number`;

async function connected(): Promise<void> {
  while ((await number(isLane)) !== 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('statements are answered in order, each with its own rows, also after one that fails', async () => {
  const statements = Array.from({ length: 200 }, (_, place) =>
    place % 10 === 7 ? number(sql`select 1 / 0 as number`) : number(sql`select ${place}::int as number`),
  );
  const settled = await Promise.allSettled(statements);
  for (const [place, one] of settled.entries())
    if (place % 10 === 7) expect(one.status).toBe('rejected');
    else expect(one).toEqual({ status: 'fulfilled', value: place });
});

test('statements do not wait for connections of the pool', async () => {
  const hold = (work: () => Promise<void>) =>
    opened.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await work();
    });
  // Both connections of the pool are held until the lookup is answered.
  await hold(() =>
    hold(async () => {
      expect(await number(sql`select 5 as number`)).toBe(5);
    }),
  );
});

test('when the connection is cut, its statements are answered by the pool, and it is opened again', async () => {
  const pid = await number(lanePid);
  const waiting = [1, 2, 3].map((place) => number(sql`select ${place}::int as number from pg_sleep(0.2)`));
  await opened.db.execute(sql`select pg_terminate_backend(${pid}::int)`);
  expect(await Promise.all(waiting)).toEqual([1, 2, 3]);
  await connected();
  expect(await number(lanePid)).not.toBe(pid);
});

test('after a failure to connect, the next attempt follows', async () => {
  const connections = [
    { host: '127.0.0.1', port: 1 },
    { connectionString: fresh.url, pipeline: true },
  ];
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  const lane = createLane(
    () => new pg.Client(connections.shift()),
    (query, values) => client.query(query, values),
  );
  const usesLane = async () => {
    const { rows } = await lane.query({ text: "select current_setting('plan_cache_mode') as mode" });
    return rows[0].mode === 'force_generic_plan';
  };
  expect(await usesLane()).toBe(false);
  while (!(await usesLane())) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(connections).toEqual([]);
  await lane.close();
  await client.end();
});

test('a request that has committed a change, and a transaction, read through themselves', async () => {
  const { db, requestState } = forRequest(opened.db, '1');
  expect(lookupsOf(db).db).toBe(lookupsOf(opened.db).db);
  await db.transaction(async (tx) => {
    expect(lookupsOf(tx).db).toBe(tx);
    await tx.execute(sql`select 1`);
  });
  expect(requestState.commits).toBe(1);
  expect(lookupsOf(db).db).toBe(db);
});
