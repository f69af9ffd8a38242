/** Migrations: each runs once, all of them or none, and never on the database of a newer version. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isCurrent, lockKey, migrate } from '../../src/db/migrate.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { openPglite } from '../../src/db/open-pglite.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { kinds } from '../server.ts';

describe.each(kinds)('on %s', (kind) => {
  let database: Database | null;
  let opened: OpenDatabase;
  beforeEach(async () => {
    database = kind === 'postgres' ? await freshDatabase() : null;
    opened = database ? openPostgres(database.url) : await openPglite(null);
  });
  afterEach(async () => {
    await opened.close();
    await database?.drop();
  });

  test('an empty database becomes current, and migrating again changes nothing', async () => {
    expect(await isCurrent(opened.db).catch(() => false)).toBe(false);
    expect(await migrate(opened)).toBeGreaterThan(0);
    expect(await isCurrent(opened.db)).toBe(true);
    expect(await migrate(opened)).toBe(0);
  });

  test('two processes that migrate at the same time run one after the other', async () => {
    const other = database ? openPostgres(database.url) : opened;
    const applied = await Promise.all([migrate(opened), migrate(other)]);
    expect(Math.min(...applied)).toBe(0);
    expect(Math.max(...applied)).toBeGreaterThan(0);
    if (other !== opened) await other.close();
  });

  test('a database of a newer version is refused and not changed', async () => {
    await migrate(opened);
    await opened.db.execute(sql`insert into migrations (hash) values ('of a later version')`);
    await expect(migrate(opened)).rejects.toThrow('This database was migrated by another or a newer version');
    await opened.db.execute(sql`delete from migrations where hash = 'of a later version'`);
    expect(await isCurrent(opened.db)).toBe(true);
  });

  test('a database that lacks a migration is not current', async () => {
    await migrate(opened);
    await opened.db.execute(sql`delete from migrations where hash = (select min(hash) from migrations)`);
    expect(await isCurrent(opened.db)).toBe(false);
  });

  test('a migration that fails is rolled back as a whole', async () => {
    await opened.db.execute(sql`create table sessions (in_the_way int)`);
    await expect(migrate(opened)).rejects.toThrow();
    const tables = sql`select string_agg(table_name, ', ') as names from information_schema.tables where table_schema = 'public'`;
    expect(await opened.db.execute(tables)).toMatchObject({ rows: [{ names: 'sessions' }] });
    await opened.db.execute(sql`drop table sessions`);
    expect(await migrate(opened)).toBeGreaterThan(0);
  });

  if (kind === 'postgres')
    test('no timeout ends a migration, and a migration that waits for another process logs that', async () => {
      for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
        await opened.db.execute(
          sql.raw(`do $$ begin execute format('alter database %I set ${limit} = 200', current_database()); end $$`),
        );
      const hasty = { statementMs: 200, answerMs: 300, lockMs: 200, idleMs: 200 };
      const limited = openPostgres(database?.url ?? '', { limits: hasty });
      const other = openPostgres(database?.url ?? '');
      let migrating: Promise<number> | undefined;
      let waits = 0;
      await other.db.transaction(async (tx) => {
        await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
        await tx.execute(sql.raw(`select pg_advisory_xact_lock(${lockKey})`));
        migrating = migrate(limited, () => waits++);
        while (waits === 0) await sleep(20);
        await sleep(1_000);
      });
      await other.close();
      await limited.close();
      expect(await migrating).toBeGreaterThan(0);
      expect(waits).toBe(1);
    });
});
