/**
 * Tables that are divided by months, so that removing what is old drops a partition instead of deleting rows. A month without
 * a partition of its own is stored in the default one.
 */
import { sql } from 'drizzle-orm';
import { timeOf } from './clock.ts';
import type { Db } from './database.ts';
import { rootOf } from './failures.ts';
import { rowsOf } from './rows.ts';

/** The tables, the column by which they are divided, how a value of it becomes a time, and whether rows may be changed. */
const divided = {
  logs: { column: 'created_at', asTime: '::timestamptz', isUnchangeable: true },
  access_logs: { column: 'created_at', asTime: '::timestamptz', isUnchangeable: true },
  usage: { column: 'day', asTime: "::timestamp at time zone 'UTC'", isUnchangeable: false },
} as const;

export type Divided = keyof typeof divided;

/** This month and so many after it have a partition. */
const monthsAhead = 2;

/** A table cannot be read or written while it gets or loses a partition, so this does not wait for long statements. */
const lockMs = 500;

/** Creates the partitions of this month and the next ones. What fails is tried again by the next call. */
export async function createPartitions(db: Db): Promise<void> {
  const now = await timeOf(db);
  const months = Array.from({ length: monthsAhead + 1 }, (_, ahead) => monthAfter(now, ahead));
  const wanted = Object.keys(divided).flatMap((table) => months.map((month) => ({ table: table as Divided, month })));
  const names = wanted.map(({ table, month }) => nameOf(table, month));
  const found = await rowsOf<{ name: string }>(
    db,
    sql`select name from unnest(${sql.param(names)}::text[]) as name where to_regclass(name) is null`,
  );
  const missing = new Set(found.map(({ name }) => name));
  for (const { table, month } of wanted) if (missing.has(nameOf(table, month))) await create(db, table, month);
}

async function create(db: Db, table: Divided, month: Date): Promise<void> {
  const name = nameOf(table, month);
  const work = db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local lock_timeout = ${lockMs}`));
    await tx.execute(sql.raw(`create table ${name} (like ${table} including defaults including constraints)`));
    const bounds = [month, monthAfter(month, 1)].map((bound) => `'${bound.toISOString()}'`);
    await tx.execute(
      sql.raw(`alter table ${table} attach partition ${name} for values from (${bounds[0]}) to (${bounds[1]})`),
    );
    await refuseTruncation(tx, table, name);
  });
  await work.catch((error) => {
    if (!expected.has(codeOf(error))) throw error;
  });
}

/** PostgreSQL gives a partition the triggers of its table for rows, but not the one for truncation. */
async function refuseTruncation(tx: Db, table: Divided, name: string): Promise<void> {
  if (!divided[table].isUnchangeable) return;
  await tx.execute(
    sql.raw(
      `create trigger not_truncated before truncate on ${name} for each statement execute function refuse_log_change()`,
    ),
  );
}

/**
 * Another process creates it; an older partition covers the month; rows of the month are in the default partition;
 * a long statement uses the table.
 */
const expected = new Set(['42P07', '42710', '23505', '42P17', '23514', '55P03', '40P01']);

const codeOf = (error: unknown): string => (rootOf(error) as { code?: string }).code ?? '';

/** Times before which partitions can be dropped so that nothing younger than `before` is lost, the latest first. */
export async function endsBefore(db: Db, table: Divided, before: Date): Promise<Date[]> {
  const time = sql.raw(`(${divided[table].column}${divided[table].asTime})`);
  const rows = await rowsOf<{ at: string }>(
    db,
    sql`select distinct (extract(epoch from at) * 1000)::bigint::text as at, at as sorted from (
      select ${upperBoundOf(table)} as at from ${partitionsOf(table)} where ${upperBoundOf(table)} <= ${before.toISOString()}::timestamptz
      union all select ${monthAfter(before, 0).toISOString()}::timestamptz from ${sql.raw(defaultOf(table))}
        having max(${time}) < ${monthAfter(before, 0).toISOString()}::timestamptz) ends order by sorted desc`,
  );
  return rows.map(({ at }) => new Date(Number(at)));
}

/**
 * Drops the partitions that contain only what is older than this time, in the caller's transaction. Returns how many. The default
 * partition is created again.
 */
export async function dropPartitions(tx: Db, table: Divided, end: Date): Promise<number> {
  await tx.execute(sql.raw(`set local lock_timeout = ${lockMs}`));
  const names = await rowsOf<{ name: string }>(
    tx,
    sql`select part.oid::regclass::text as name from ${partitionsOf(table)} where ${upperBoundOf(table)} <= ${end.toISOString()}::timestamptz`,
  );
  for (const { name } of names) await tx.execute(sql.raw(`drop table ${name}`));
  const rest = defaultOf(table);
  const time = sql.raw(`max(${divided[table].column}${divided[table].asTime})`);
  const old = await rowsOf(tx, sql`select from ${sql.raw(rest)} having ${time} < ${end.toISOString()}::timestamptz`);
  if (old.length === 0) return names.length;
  await tx.execute(sql.raw(`drop table ${rest}`));
  await tx.execute(sql.raw(`create table ${rest} partition of ${table} default`));
  await refuseTruncation(tx, table, rest);
  return names.length + 1;
}

const defaultOf = (table: Divided) => `${table}_default`;

const partitionsOf = (table: Divided) =>
  sql`pg_inherits join pg_class part on part.oid = inhrelid and inhparent = ${table}::regclass`;

/** Null for the default partition. */
const upperBoundOf = (table: Divided) =>
  sql`(substring(pg_get_expr(part.relpartbound, part.oid) from 'TO \\(''([^'']+)''\\)')${sql.raw(divided[table].asTime)})`;

const monthAfter = (time: Date, months: number) =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months));

const nameOf = (table: Divided, month: Date) => `${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`;
