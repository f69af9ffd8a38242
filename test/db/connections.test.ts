/** Connections to PostgreSQL that break or hang at any statement: none is lost, and none is reused inside a transaction. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';
import { CommitLostError, isBusy } from '../../src/db/failures.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Network, openProxy } from '../kit/proxy.ts';

let database: Database;
let proxy: Network;
let opened: OpenDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  proxy = await openProxy(database.url);
  const limits = { statementMs: 400, answerMs: 500, waitMs: 1_000, lockMs: 300, idleMs: 5_000 };
  opened = openPostgres(proxy.url, { limits });
  await opened.db.execute(sql`create table kept (id int primary key, other int)`);
});
afterAll(async () => {
  await opened.close();
  await proxy.close();
  await database.drop();
});
beforeEach(async () => {
  await opened.db.execute(sql`truncate kept`);
});

const rows = async <T>(db: Db, statement: ReturnType<typeof sql>) =>
  ((await db.execute(statement)) as unknown as { rows: T[] }).rows;

const kept = async () =>
  (await rows<{ id: number }>(opened.db, sql`select id from kept order by id`)).map(({ id }) => id);

/** All ten connections can be used at the same time, and none is inside a transaction. */
async function expectWhole(): Promise<void> {
  proxy.heal();
  const used = await Promise.all(
    Array.from({ length: 10 }, () =>
      rows<{ pid: number; at: boolean }>(
        opened.db,
        sql`select pg_backend_pid() as pid, pg_sleep(0.2), xact_start = query_start as at from pg_stat_activity where pid = pg_backend_pid()`,
      ),
    ),
  );
  expect(new Set(used.flat().map(({ pid }) => pid)).size).toBe(10);
}

const insert = (id: number) =>
  opened.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (${id}::int, 1)`);
    await tx.execute(sql`update kept set other = 2 where id = ${id}::int`);
  });

const faulty = (text: string) => (sent: string) => sent.startsWith(text);

describe.each([
  ['cut', 'cut'],
  ['frozen', 'freeze'],
] as const)('a connection that is %s', (hit, fault) => {
  test.each([
    ['begin', 'before'],
    ['begin', 'after'],
    ['insert', 'before'],
    ['insert', 'after'],
    ['update', 'after'],
    ['commit', 'before'],
  ] as const)(`${hit} at %s, %s it is answered, fails only its own transaction`, async (text, moment) => {
    proxy.at(faulty(text), fault, moment);
    const failure = await insert(1).catch((error: unknown) => error);
    expect(proxy.heal()).toBe(true);
    if (text === 'commit') expect(failure).toBeInstanceOf(CommitLostError);
    else expect(isBusy(failure)).toBe(true);
    await Promise.all(Array.from({ length: 10 }, (_, id) => insert(id + 10)));
    // What was sent before the connection froze can still arrive.
    if (text !== 'commit' || fault === 'cut') expect((await kept()).filter((id) => id < 10)).toEqual([]);
    await expectWhole();
  });

  test(`${hit} after the commit reached the server fails with CommitLostError, although the commit may have succeeded`, async () => {
    proxy.at(faulty('commit'), fault, 'after');
    const failure = await insert(1).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommitLostError);
    expect(isBusy(failure)).toBe(false);
    expect(await kept()).toEqual([1]);
    await expectWhole();
  });

  test(`${hit} at the rollback fails with the error that caused the rollback`, async () => {
    proxy.at(faulty('rollback'), fault, 'before');
    const failing = opened.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (2)`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await Promise.all(Array.from({ length: 10 }, (_, id) => insert(id + 10)));
    expect((await kept()).filter((id) => id < 10)).toEqual([]);
    await expectWhole();
  });

  test(`${hit} at a statement outside a transaction is not used again`, async () => {
    proxy.at(faulty('select 42'), fault, 'before');
    expect(isBusy(await opened.db.execute(sql`select 42`).catch((error: unknown) => error))).toBe(true);
    await expectWhole();
  });
});

test('a network that stalls for longer than the statement timeout leaves no open transaction for the next request', async () => {
  // The statement and then the rollback time out; the connection stays open.
  proxy.at(faulty('update'), 'freeze', 'before');
  await expect(insert(1)).rejects.toThrow();
  proxy.heal();
  await Promise.all(Array.from({ length: 10 }, (_, id) => insert(id + 10)));
  expect(await kept()).not.toContain(1);
});

test('a transaction with a failed statement whose error was ignored is reported as rolled back', async () => {
  const careless = opened.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`);
    await tx.execute(sql`insert into kept values (1)`).catch(() => undefined);
  });
  await expect(careless).rejects.toThrow('rolled back');
  expect(await kept()).toEqual([]);
});

test('rolling back a savepoint keeps the rest of the transaction', async () => {
  await opened.db.transaction(async (tx) => {
    await tx.execute(sql`insert into kept values (1)`);
    const nested = tx.transaction(async (inner) => {
      await inner.execute(sql`insert into kept values (2)`);
      throw new Error('not this');
    });
    await nested.catch(() => undefined);
  });
  expect(await kept()).toEqual([1]);
});

test('waiting for a row lock ends with a lock timeout', async () => {
  await insert(1);
  await opened.db.transaction(async (tx) => {
    await tx.execute(sql`update kept set other = 3`);
    const waiting = await insert(1).catch((error: unknown) => error);
    const other = opened.db.transaction((other) => other.execute(sql`update kept set other = 4`));
    expect([waiting, await other.catch((error: unknown) => error)].map(isBusy)).toEqual([true, true]);
  });
  expect(await rows(opened.db, sql`select other from kept`)).toEqual([{ other: 3 }]);
});
