/** Both databases return the same values, and neither can hang or crash the program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';
import { isBusy } from '../../src/db/failures.ts';
import { FolderHeldError } from '../../src/db/lock.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { openPglite } from '../../src/db/open-pglite.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { kinds } from '../server.ts';

const rows = async (db: Db, statement: ReturnType<typeof sql>) =>
  ((await db.execute(statement)) as unknown as { rows: Record<string, unknown>[] }).rows;

describe.each(kinds)('on %s', (kind) => {
  let database: Database | null;
  let opened: OpenDatabase;
  const statements: string[] = [];
  const broken: Error[] = [];
  beforeAll(async () => {
    const options = {
      onStatement: (text: string) => void statements.push(text),
      onConnectionError: (error: Error) => void broken.push(error),
    };
    database = kind === 'postgres' ? await freshDatabase() : null;
    opened = database ? openPostgres(database.url, options) : await openPglite(null, options);
  });
  afterAll(async () => {
    await opened.close();
    await database?.drop();
  });

  test('a 64-bit integer is returned as a string with every digit', async () => {
    expect(await rows(opened.db, sql`select 9223372036854775807::bigint as id`)).toEqual([
      { id: '9223372036854775807' },
    ]);
  });

  test('onStatement receives every statement', async () => {
    statements.length = 0;
    await opened.db.execute(sql`select ${1}::int`);
    expect(statements).toEqual(['select $1::int']);
  });

  test('a failed transaction writes nothing', async () => {
    await opened.db.execute(sql`create table kept (id int)`);
    const failing = opened.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (1)`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await rows(opened.db, sql`select * from kept`)).toEqual([]);
  });

  if (kind === 'postgres') {
    test('the statement timeout is 15 seconds', async () => {
      expect(await rows(opened.db, sql`show statement_timeout`)).toEqual([{ statement_timeout: '15s' }]);
    });

    const others = sql`pid <> pg_backend_pid() and datname = current_database()`;
    const cut = async () => {
      const other = openPostgres(database?.url ?? '');
      await other.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`);
      await other.close();
      while (broken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    };

    test('an idle connection that breaks is reported and replaced', async () => {
      await opened.db.execute(sql`select 1`);
      await cut();
      expect(await rows(opened.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
    });

    test('a connection that breaks between two statements of a transaction fails only that transaction', async () => {
      broken.length = 0;
      const cutOff = opened.db.transaction(async (tx) => {
        await tx.execute(sql`insert into kept values (2)`);
        await cut();
        await tx.execute(sql`select 1`);
      });
      expect(isBusy(await cutOff.catch((error) => error))).toBe(true);
      expect(await rows(opened.db, sql`select * from kept`)).toEqual([]);
    });
  }
});

test('PGlite keeps its rows in its folder, which only one process can open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-open-'));
  const first = await openPglite(folder);
  await first.db.execute(sql`create table kept as select 42 as answer`);
  first.complete();
  await expect(openPglite(folder)).rejects.toThrow(FolderHeldError);
  await first.close();
  const second = await openPglite(folder);
  expect(await rows(second.db, sql`select * from kept`)).toEqual([{ answer: 42 }]);
  await second.close();
  rmSync(folder, { recursive: true });
});
