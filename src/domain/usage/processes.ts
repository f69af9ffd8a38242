/**
 * The processes that hold uses in memory. Before something is judged by what was used, every one of them is asked to write
 * what it has. They are asked through a table that each looks into once a second: no connection is kept, so that it works
 * behind a pooler.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, gt, ne, sql } from 'drizzle-orm';
import { usageWriters as table } from '../../../schema/usage.ts';
import type { Db } from '../../db/database.ts';
import type { Recorder } from './recorder.ts';

export interface UsageWriters {
  /**
   * Has every process write what it counted until now. False when one that ran a moment ago did not: what it counted is not
   * known. A process that was killed counts as running for half a minute.
   */
  writeAll(): Promise<boolean>;
  /**
   * Makes this process one of them, which is to be done before it serves requests. `alone`: no other can use the database.
   * Answers how to end that, once everything is written.
   */
  join(exclusive: boolean): Promise<() => Promise<void>>;
}

const lookEveryMs = 1_000;
const longestWaitMs = 5_000;
const lookAgainMs = 100;

const seenLately = gt(table.seenAt, sql`clock_timestamp() - interval '30 seconds'`);
const notSeenLately = sql<boolean>`${table.seenAt} < clock_timestamp() - interval '10 seconds'`;

export function createUsageWriters(db: Db, usage: Pick<Recorder, 'flush'>): UsageWriters {
  /** Of this process. */
  let id = '0';

  async function register(): Promise<void> {
    const [row] = await db.insert(table).values({}).returning({ id: table.id });
    id = row?.id as string;
  }

  /** Reads alone, unless it was asked to write or has not been seen for ten seconds. */
  async function look(): Promise<void> {
    const { asked, written } = table;
    const [row] = await db.select({ asked, written, notSeenLately }).from(table).where(eq(table.id, id));
    // It was frozen for so long that its row was removed.
    if (!row) return register();
    if (row.asked !== row.written) await usage.flush();
    else if (!row.notSeenLately) return;
    await db.update(table).set({ seenAt: sql`clock_timestamp()`, written: row.asked }).where(eq(table.id, id));
  }

  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(lookEveryMs, undefined, { ref: false, signal }).catch(() => undefined);
      // What is wrong with the database is told by whoever writes every quarter of a minute.
      if (!signal.aborted) await look().catch(() => undefined);
    }
  }

  async function ask(): Promise<boolean> {
    // In the order of their ids, so that two who ask do not wait for each other in a circle.
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
    // Whoever comes while one asks waits for that and shares the next with all others who do.
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
