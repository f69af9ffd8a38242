/** The embedded database in its thread: it never blocks the event loop, and when its thread ends, nothing hangs or is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { CommitLostError, isBusy } from '../../src/db/failures.ts';
import type { OpenDatabase } from '../../src/db/open.ts';
import { openPglite } from '../../src/db/open-pglite.ts';

let folder: string;
let opened: OpenDatabase;
let reported: Error[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-pglite-'));
  await open();
  await opened.db.execute(sql`create table kept (id int primary key)`);
  opened.complete();
});
beforeEach(async () => {
  await reopen();
  await opened.db.execute(sql`truncate kept`);
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

async function open(limits = {}): Promise<void> {
  reported = [];
  opened = await openPglite(folder, { limits, onConnectionError: (error) => void reported.push(error) });
}

async function reopen(limits = {}): Promise<void> {
  await opened.close();
  await open(limits);
}

async function values(statement: ReturnType<typeof sql>, { db } = opened): Promise<unknown[]> {
  const { rows } = (await db.execute(statement)) as unknown as { rows: object[] };
  return rows.flatMap((row) => Object.values(row));
}

const kept = () => values(sql`select id from kept order by id`);
const insert = (id: number) => opened.db.execute(sql`insert into kept values (${id}::int)`);
const slow = (seconds: number) => opened.db.execute(sql`select pg_sleep(${seconds}::float)`);

test('the event loop continues while a statement runs', async () => {
  let turns = 0;
  let isDone = false;
  const done = opened.db.execute(sql`select count(*) from generate_series(1, 1000000)`).then(() => {
    isDone = true;
  });
  while (!isDone) {
    turns++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  expect(turns).toBeGreaterThan(20);
});

test('statements are sent without waiting, and each gets its own answer, also after one that fails', async () => {
  const statements = Array.from({ length: 100 }, (_, place) =>
    values(place % 10 === 7 ? sql`select 1 / (${place}::int - ${place}::int)` : sql`select ${place}::int`),
  );
  const settled = await Promise.allSettled(statements);
  for (const [place, one] of settled.entries())
    if (place % 10 === 7) expect(one).toMatchObject({ status: 'rejected', reason: { cause: { code: '22012' } } });
    else expect(one).toEqual({ status: 'fulfilled', value: [place] });
});

test('no statement of others enters a transaction, so a rollback takes none of them back', async () => {
  const others: Promise<unknown>[] = [];
  const failing = opened.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`);
    others.push(
      insert(2),
      opened.db.transaction((other) => other.execute(sql`insert into kept values (3)`)),
    );
    await tx.execute(sql`select pg_sleep(0.05)`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await Promise.all(others);
  expect(await kept()).toEqual([2, 3]);
});

test('a result of megabytes arrives whole', async () => {
  const [text] = await values(sql`select repeat('abcdefgh', 500000)`);
  expect(text).toBe('abcdefgh'.repeat(500_000));
});

test('a statement that takes too long fails alone with its transaction, and the database is opened again', async () => {
  await insert(1);
  await reopen({ statementMs: 1_500 });
  const stuck = opened.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (2)`);
    await tx.execute(sql`select count(*) from generate_series(1, 1000000000)`);
  });
  expect(isBusy(await stuck.catch((error: unknown) => error))).toBe(true);
  expect(reported.map(({ message }) => message)).toEqual([
    'The embedded database was ended, because a statement took too long.',
  ]);
  await insert(3);
  expect(await kept()).toEqual([1, 3]);
});

test('statements that wait for a slow one have their own time', async () => {
  await reopen({ statementMs: 2_000 });
  await Promise.all([slow(0.8), slow(0.8), slow(0.8), insert(1)]);
  expect(reported).toEqual([]);
  expect(await kept()).toEqual([1]);
});

test('work without hurry may take longer', async () => {
  await reopen({ statementMs: 500 });
  await opened.unhurried((db) => db.execute(sql`select pg_sleep(2)`));
  expect(reported).toEqual([]);
});

test('the outcome of a commit that takes too long is unknown, and nothing of it is half done', async () => {
  await opened.db.execute(sql`create function wait() returns trigger language plpgsql as $$
    begin perform pg_sleep(100); return null; end $$`);
  await opened.db.execute(sql`create constraint trigger late after insert on kept
    deferrable initially deferred for each row execute function wait()`);
  await reopen({ statementMs: 1_500 });
  const broken = opened.db.transaction((tx) => tx.execute(sql`insert into kept values (1), (2)`));
  expect(await broken.catch((error: unknown) => error)).toBeInstanceOf(CommitLostError);
  expect(await kept()).toEqual([]);
  await opened.db.execute(sql`drop function wait cascade`);
});

test('a database in memory whose thread ended answers nothing any more, instead of being empty', async () => {
  const inMemory = await openPglite(null, { limits: { statementMs: 300 } });
  expect(isBusy(await values(sql`select pg_sleep(100)`, inMemory).catch((error: unknown) => error))).toBe(true);
  await expect(values(sql`select 1`, inMemory)).rejects.toMatchObject({
    cause: { message: 'The database in memory has ended.', code: '57P02' },
  });
  await inMemory.close();
});

test('the space of deleted rows is given back', async () => {
  await reopen({ upkeepMs: 100 });
  await opened.db.execute(sql`insert into kept select generate_series(1, 10000)`);
  await opened.db.execute(sql`delete from kept`);
  const isEmpty = async () => (await values(sql`select pg_relation_size('kept')::int`))[0] === 0;
  while (!(await isEmpty())) await sleep(50);
  expect(reported).toEqual([]);
});
