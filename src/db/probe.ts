/**
 * Checks at the start that transactions of two connections conflict as writes rely on. Some databases that speak the protocol
 * of PostgreSQL accept statements that lock and lock nothing, and then a revoked token could still change something.
 */
import type pg from 'pg';
import { begin } from './connections.ts';
import { rootOf } from './failures.ts';

/** A database that does not keep a promise on which writes rely. */
export class NoConflictError extends Error {
  constructor(version: string, broken: string) {
    super(
      `This database cannot be used, because ${broken} DATABASE_URL leads to: ${version.slice(0, 200)}. Use PostgreSQL.`,
    );
  }
}

/** A row that exists after the first migration, and that nothing else locks. */
const row = 'from migrations where hash = (select min(hash) from migrations)';
const lockNotAvailable = '55P03';
/** Several processes that start behind a pooler with few connections may each have one and wait for a second one. */
const patienceMs = 3_000;
const tries = 10;

/**
 * Throws NoConflictError. Leaves nothing behind but two connections in the pool. Rows are probed only when there are some:
 * before the first migration, the answer is false.
 */
export async function requireConflicts(pool: pg.Pool): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    const clients: pg.PoolClient[] = [];
    let isWhole = false;
    try {
      const holder = await pool.connect();
      clients.push(holder);
      const other = await pool.connect();
      clients.push(other);
      const answer = await probe(holder, other);
      isWhole = true;
      return answer;
    } catch (error) {
      if (tried === tries || !isLate(error)) throw error;
    } finally {
      for (const client of clients) client.release(!isWhole);
    }
    // Not again at the same time as the other process.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * patienceMs));
  }
}

const isLate = (error: unknown) =>
  /^(Query read timeout|timeout|Connection terminated)/.test((rootOf(error) as Error).message);

async function probe(holder: pg.PoolClient, other: pg.PoolClient): Promise<boolean> {
  const { version, has_rows: hasRows } = await one(
    holder,
    `select version(), to_regclass('migrations') is not null as has_rows`,
  );
  const fail = (broken: string) => {
    throw new NoConflictError(String(version), broken);
  };
  const [key, sharedKey] = [randomKey(), randomKey()];
  const lockRow = hasRows ? `; select 1 ${row} for share` : '';
  await send(
    holder,
    `${begin}; select pg_advisory_xact_lock(${key}), pg_advisory_xact_lock_shared(${sharedKey})${lockRow}`,
  );
  await send(other, begin);
  const got = await one(
    other,
    `select pg_try_advisory_xact_lock(${key}) as "exclusive", pg_try_advisory_xact_lock_shared(${key}) as shared,
      pg_try_advisory_xact_lock(${sharedKey}) as beside_shared, current_setting('transaction_isolation') as isolation`,
  );
  if (got.exclusive || got.shared) fail('an advisory lock that one transaction holds was given to another one.');
  if (got.beside_shared) fail('an advisory lock that one transaction shares was given to another one alone.');
  if (got.isolation !== 'read committed')
    fail(`transactions run at the isolation level "${got.isolation}" instead of "read committed".`);
  if (hasRows) await probeRows(other, fail);
  await Promise.all([send(holder, 'rollback'), send(other, 'rollback')]);
  return Boolean(hasRows);
}

async function probeRows(other: pg.PoolClient, fail: (broken: string) => void): Promise<void> {
  if ((await send(other, `select 1 ${row} for update skip locked`)).rows.length > 0)
    fail('"for update skip locked" returned a row that another transaction has locked.');
  try {
    const { rows } = await send(other, `select 1 ${row} for update nowait`);
    if (rows.length > 0) fail('a row that one transaction has locked was locked by another one.');
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
  }
}

/** Of one probe only, since another process may start at the same time. */
const randomKey = () => Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);

const send = (client: pg.PoolClient, text: string): Promise<pg.QueryResult> => {
  const query = { text, query_timeout: patienceMs };
  return client.query(query);
};

const one = async (client: pg.PoolClient, text: string): Promise<Record<string, unknown>> =>
  (await send(client, text)).rows[0];
