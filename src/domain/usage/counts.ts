/**
 * Counts the uses of each permission and root field, and of each address. Counts are kept in memory and written in batches,
 * so that no request waits. Killing a process loses what it had not written; a batch is counted twice only when the
 * database's answer to it was lost.
 */
import { inArray, sql } from 'drizzle-orm';
import { usageAddresses as addressTable, usage as table } from '../../../schema/usage.ts';
import { momentIn, timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { dropPartitions, endsBefore } from '../../db/partitions.ts';
import type { Viewer } from '../access/viewer.ts';
import { invalid } from '../base/errors.ts';
import { networkOf } from '../base/subnets.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { inParts } from './parts.ts';

export interface Counts {
  add(viewer: Viewer, ip: string): void;
  /** Writes what was added. What could not be written is kept for the next time. */
  flush(): Promise<void>;
}

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
const keptDays = 400;
/** For each token, this many of the first seen and of the last used addresses are kept. */
const addressesKept = 100;

/** Instead of a token's id: all sessions of the user. */
const sessions = '0';

type Names = Map<string, number>;

/** From `performance.now()`, which does not jump; the database converts it to its own clock. */
type Moment = number;

interface CountsOfHour {
  tokenId: string;
  userId: string;
  at: Moment;
  PERMISSION: Names;
  METHOD: Names;
}

interface Visit {
  tokenId: string;
  address: string;
  first: Moment;
  last: Moment;
  uses: number;
}

export function createCounts(db: Db): Counts {
  let counts = new Map<string, CountsOfHour>();
  let visits = new Map<string, Visit>();

  function count(tokenId: string, userId: string, at: Moment): CountsOfHour {
    const key = `${tokenId} ${userId} ${Math.floor(at / hourMs)}`;
    const known = counts.get(key) ?? { tokenId, userId, at, PERMISSION: new Map(), METHOD: new Map() };
    counts.set(key, known);
    return known;
  }

  function visit({ tokenId, address, first, last, uses }: Visit): void {
    const key = `${tokenId} ${address}`;
    const known = visits.get(key);
    if (!known) return void visits.set(key, { tokenId, address, first, last, uses });
    if (first < known.first) known.first = first;
    if (last > known.last) known.last = last;
    known.uses += uses;
  }

  async function flush(): Promise<void> {
    const rows = inOrder(counts).flatMap(rowsOf);
    const places = inOrder(visits);
    counts = new Map();
    visits = new Map();
    try {
      await inParts(rows, (part) => write(db, part));
      await inParts(places, (part) => writeVisits(db, part));
    } finally {
      for (const { tokenId, userId, at, kind, name, uses } of rows)
        increase(count(tokenId, userId, at)[kind], name, uses);
      for (const place of places) visit(place);
    }
  }

  let flushing = Promise.resolve();
  return {
    add: ({ userId, credential: { kind, id, used } }, ip) => {
      const now = performance.now();
      if (kind === 'token') visit({ tokenId: id, address: ip, first: now, last: now, uses: 1 });
      if (used.permissions.size + used.methods.size === 0) return;
      const { PERMISSION, METHOD } = count(kind === 'token' ? id : sessions, userId, now);
      for (const permission of used.permissions) increase(PERMISSION, permission, 1);
      for (const method of used.methods) increase(METHOD, method, 1);
    },
    // One flush after the other, so that the last one before a stop waits for the one that is running.
    flush: () => {
      flushing = flushing.catch(() => undefined).then(flush);
      return flushing;
    },
  };
}

const increase = (names: Names, name: string, by: number) => void names.set(name, (names.get(name) ?? 0) + by);

interface Row {
  tokenId: string;
  userId: string;
  at: Moment;
  kind: 'PERMISSION' | 'METHOD';
  name: string;
  uses: number;
}

const kindsOfRow = ['PERMISSION', 'METHOD'] as const;

const rowsOf = ({ tokenId, userId, at, ...names }: CountsOfHour): Row[] =>
  kindsOfRow.flatMap((kind) =>
    [...names[kind]].sort(byKey).map(([name, uses]) => ({ tokenId, userId, at, kind, name, uses })),
  );

type Keyed = readonly [string, unknown];
const byKey = ([one]: Keyed, [other]: Keyed) => (one < other ? -1 : 1);

/** In the same order in all processes, to avoid deadlocks. */
const inOrder = <T>(keyed: Map<string, T>): T[] => [...keyed].sort(byKey).map(([, value]) => value);

async function write(db: Db, rows: Row[]): Promise<void> {
  const now = performance.now();
  const column = (of: (row: Row) => unknown) => sql.param(rows.map(of));
  await db.execute(sql`
    insert into ${table} (token_id, user_id, day, kind, name, uses)
    select token_id, user_id, ((${momentIn('age')}) at time zone 'UTC')::date as day, kind, name, sum(uses)
    from unnest(
      ${column(({ tokenId }) => tokenId)}::bigint[], ${column(({ userId }) => userId)}::bigint[],
      ${column(({ at }) => now - at)}::float8[], ${column(({ kind }) => kind)}::text[],
      ${column(({ name }) => name)}::text[], ${column(({ uses }) => uses)}::bigint[]
    ) as used(token_id, user_id, age, kind, name, uses)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (token_id, user_id, day, kind, name) do update set uses = usage.uses + excluded.uses`);
}

async function writeVisits(db: Db, visits: Visit[]): Promise<void> {
  const now = performance.now();
  const column = (of: (visit: Visit) => unknown) => sql.param(visits.map(of));
  await db.execute(sql`
    insert into ${addressTable} (token_id, address, network, first_used_at, last_used_at, uses)
    select token_id, address, network, ${momentIn('first')}, ${momentIn('last')}, uses
    from unnest(
      ${column(({ tokenId }) => tokenId)}::bigint[], ${column(({ address }) => address)}::text[],
      ${column(({ address }) => networkOf(address))}::text[], ${column(({ first }) => now - first)}::float8[],
      ${column(({ last }) => now - last)}::float8[], ${column(({ uses }) => uses)}::bigint[]
    ) as used(token_id, address, network, first, last, uses)
    on conflict (token_id, address) do update set
      first_used_at = least(usage_addresses.first_used_at, excluded.first_used_at),
      last_used_at = greatest(usage_addresses.last_used_at, excluded.last_used_at),
      uses = usage_addresses.uses + excluded.uses`);
}

/** The day (YYYY-MM-DD, UTC, by the database's clock) this many days ago. Errors: INVALID_INPUT on the field. */
export async function firstDay(db: Db, days: number, field: string): Promise<string> {
  if (days < 1 || days > keptDays) throw invalid(field, `must be from 1 to ${keptDays}.`);
  return dayBefore(await timeOf(db), days);
}

const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);

/** Removes the months of counts that ended more than 400 days ago. Returns whether there was one. */
export async function removeOld(db: Db, now: Date): Promise<boolean> {
  const [end] = await endsBefore(db, 'usage', new Date(now.getTime() - keptDays * dayMs));
  if (!end) return false;
  await transactAsSystem(db, (tx) => dropPartitions(tx, 'usage', end));
  return true;
}

/** Deletes the surplus addresses of tokens with many, and everything of the tokens that are `gone`. */
export async function purge(db: Db, gone: readonly string[]): Promise<void> {
  await db.execute(sql`
    delete from ${addressTable} where (token_id, address) in (
      select token_id, address from (
        select token_id, address,
          row_number() over (partition by token_id order by first_used_at, address) as early,
          row_number() over (partition by token_id order by last_used_at desc, address) as late
        from ${addressTable} where token_id in (
          select token_id from ${addressTable} group by token_id having count(*) > ${2 * addressesKept})) ranked
      where early > ${addressesKept} and late > ${addressesKept})`);
  if (gone.length === 0) return;
  await db.delete(table).where(inArray(table.tokenId, [...gone]));
  await db.delete(addressTable).where(inArray(addressTable.tokenId, [...gone]));
}
