/**
 * The server processes, which keep uses in memory. Before a decision depends on what was used, all of them are requested to
 * write their uses, through a table that each reads once a second. This keeps no connection open, so it works with a pooler.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, gt, ne, sql } from 'drizzle-orm';
import { usageWriters as table } from '../../../schema/usage.ts';
import type { Db } from '../../db/database.ts';
import type { Recorder } from './recorder.ts';

export interface UsageWriters {
  /** Makes all processes write their counts; false when one did not. A killed process counts as running for half a minute. */
  writeAll(): Promise<boolean>;
  /** Call before serving requests. `exclusive`: no other process uses the database. Returns a function to call after the last flush. */
  join(exclusive: boolean): Promise<() => Promise<void>>;
}

const lookEveryMs = 1_000;
const longestWaitMs = 5_000;
const lookAgainMs = 100;

const seenLately = gt(table.seenAt, sql`clock_timestamp() - interval '30 seconds'`);
const notSeenLately = sql<boolean>`${table.seenAt} < clock_timestamp() - interval '10 seconds'`;

export function createUsageWriters(db: Db, usage: Pick<Recorder, 'flush'>): UsageWriters {
  let id = '0';

  async function register(): Promise<void> {
    const [row] = await db.insert(table).values({}).returning({ id: table.id });
    id = row?.id as string;
  }

  /** Only reads, unless a flush was requested or the row is ten seconds old. */
  async function look(): Promise<void> {
    const { asked, written } = table;
    const [row] = await db.select({ asked, written, notSeenLately }).from(table).where(eq(table.id, id));
    // The process was suspended for so long that its row was deleted.
    if (!row) return register();
    if (row.asked !== row.written) await usage.flush();
    else if (!row.notSeenLately) return;
    await db.update(table).set({ seenAt: sql`clock_timestamp()`, written: row.asked }).where(eq(table.id, id));
  }

  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(lookEveryMs, undefined, { ref: false, signal }).catch(() => undefined);
      // Database errors are reported by the flush that runs every 15 seconds.
      if (!signal.aborted) await look().catch(() => undefined);
    }
  }

  async function ask(): Promise<boolean> {
    // Locked in the order of their ids, to avoid deadlocks.
    const others = db
      .select({ id: table.id })
      .from(table)
      .where(and(ne(table.id, id), seenLately))
      .orderBy(table.id)
      .for('update');
    const asked = await db
      .update(table)
      .set({ asked: sql`${table.asked} + 1` })
      .where(sql`${table.id} in (${others})`)
      .returning({ id: table.id, asked: table.asked });
    await usage.flush();
    for (const asking = performance.now(); ; await sleep(lookAgainMs)) {
      if (asked.length === 0 || !(await isAnyLeft(asked))) return true;
      if (performance.now() - asking > longestWaitMs) return false;
    }
  }

  async function isAnyLeft(asked: readonly { id: string; asked: string }[]): Promise<boolean> {
    const column = (of: (one: { id: string; asked: string }) => string) => sql.param(asked.map(of));
    const wanted = sql`unnest(${column(({ id }) => id)}::bigint[], ${column(({ asked }) => asked)}::bigint[])`;
    const isLeft = sql`exists (select 1 from ${wanted} as wanted(id, asked)
      where wanted.id = ${table.id} and wanted.asked > ${table.written})`;
    const left = await db.select({ id: table.id }).from(table).where(and(seenLately, isLeft)).limit(1);
    return left.length > 0;
  }

  let asking: Promise<unknown> = Promise.resolve();
  let next: Promise<boolean> | null = null;
  return {
    // Calls made while a round is running share the next round.
    writeAll: () => {
      next ??= asking
        .catch(() => undefined)
        .then(() => {
          next = null;
          return ask();
        });
      asking = next;
      return next;
    },
    join: async (exclusive) => {
      if (exclusive) await db.delete(table);
      await register();
      const over = new AbortController();
      const rounds = keepLooking(over.signal);
      return async () => {
        over.abort();
        await rounds;
        await db.delete(table).where(eq(table.id, id));
      };
    },
  };
}
