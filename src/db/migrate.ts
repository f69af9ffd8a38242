/** Migrates a database to the newest schema, one process at a time, and checks whether it is migrated. */
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from './database.ts';
import type { OpenDatabase } from './open.ts';
import { rowsOf } from './rows.ts';

/** As far from here as from the built program in `dist/src`. */
const folder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The lock of the process that migrates. */
export const lockKey = 4_118_520_017;

/** What the process before this one has applied must be seen after waiting for the lock. */
const isolation = { isolationLevel: 'read committed' } as const;

/** How often a start reports that it waits. */
const waitsMs = 30_000;

/** What a migration needs beyond SQL, in its transaction. `before`: the tables that the database had. */
export type Complete = (tx: Db, before: ReadonlySet<string>) => Promise<void>;

const tableNames = sql`select tablename as name from pg_tables where schemaname = current_schema()`;

/**
 * Applies the missing migrations in one transaction under a lock, so that several processes may start together and an
 * interrupted start leaves the old schema. There is no time limit; `waiting` is called while another process migrates, and
 * `complete` at the end of the transaction.
 * A database of a newer Latchkey is refused.
 */
export function migrate(
  { unhurried }: Pick<OpenDatabase, 'unhurried'>,
  waiting = () => {},
  complete: Complete = async () => {},
): Promise<number> {
  const files = migrations();
  return unhurried((db) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select set_config(name, '0', true) from pg_settings where name in (
        'statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')`);
      await lock(tx, waiting);
      await tx.execute(
        sql`create table if not exists migrations (hash text primary key, applied_at timestamptz not null default now())`,
      );
      const applied = new Set(
        (await rowsOf<{ hash: string }>(tx, sql`select hash from migrations`)).map((row) => row.hash),
      );
      const known = new Set(files.map((file) => file.hash));
      if ([...applied].some((hash) => !known.has(hash)))
        throw new Error('This database was migrated by another or a newer version of Latchkey. Run that version.');
      const missing = files.filter((file) => !applied.has(file.hash));
      const before = new Set((await rowsOf<{ name: string }>(tx, tableNames)).map(({ name }) => name));
      for (const file of missing) {
        for (const statement of file.sql) await tx.execute(sql.raw(statement));
        await tx.execute(sql`insert into migrations (hash) values (${file.hash})`);
      }
      await complete(tx, before);
      return missing.length;
    }, isolation),
  );
}

async function lock(tx: Db, waiting: () => void): Promise<void> {
  const key = sql.raw(String(lockKey));
  const [tried] = await rowsOf<{ held: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${key}) as held`);
  if (tried?.held) return;
  waiting();
  const again = setInterval(waiting, waitsMs);
  await tx.execute(sql`select pg_advisory_xact_lock(${key})`).finally(() => clearInterval(again));
}

const migrations = () => readMigrationFiles({ migrationsFolder: folder });

let expected: number | undefined;

/** Whether the database responds and has every migration, for `/readyz`. */
export async function isCurrent(db: Db): Promise<boolean> {
  expected ??= migrations().length;
  const [row] = await rowsOf<{ count: string }>(db, sql`select count(*)::text as count from migrations`);
  return Number(row?.count) >= expected;
}
