/** Brings a database to the newest shape, one process at a time, and tells whether it is there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from './open.ts';

/** The migrations folder, from the sources as from `dist/`. */
const folder = [new URL('../../migrations/', import.meta.url), new URL('../../../migrations/', import.meta.url)]
  .map((url) => fileURLToPath(url))
  .find((path) => hasJournal(path)) as string;

const lockKey = 4_118_520_017;

/**
 * Applies what is missing in one transaction under a lock, so that several processes may start together and a start cut
 * short leaves the old shape. A database of a newer Latchkey is refused rather than guessed at.
 */
export async function migrate(db: Db): Promise<number> {
  const files = readMigrationFiles({ migrationsFolder: folder });
  return db.transaction(async (tx) => {
    // However long another process takes to migrate.
    await tx.execute(sql`set local lock_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(lockKey))})`);
    await tx.execute(
      sql`create table if not exists migrations (hash text primary key, applied_at timestamptz not null default now())`,
    );
    const applied = new Set(
      (await rows<{ hash: string }>(tx, sql`select hash from migrations`)).map((row) => row.hash),
    );
    const known = new Set(files.map((file) => file.hash));
    if ([...applied].some((hash) => !known.has(hash)))
      throw new Error('This database was migrated by another or a newer version of Latchkey. Run that version.');
    const missing = files.filter((file) => !applied.has(file.hash));
    for (const file of missing) {
      for (const statement of file.sql) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into migrations (hash) values (${file.hash})`);
    }
    return missing.length;
  });
}

/** Whether the database answers and has every migration: what `/readyz` asks. */
export async function isCurrent(db: Db): Promise<boolean> {
  const expected = readMigrationFiles({ migrationsFolder: folder }).length;
  const [row] = await rows<{ count: string }>(db, sql`select count(*)::text as count from migrations`);
  return Number(row?.count) >= expected;
}

async function rows<Row>(db: Db, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await db.execute(statement)) as unknown as { rows: Row[] }).rows;
}

function hasJournal(path: string): boolean {
  try {
    return readFileSync(`${path}meta/_journal.json`).length > 0;
  } catch {
    return false;
  }
}
