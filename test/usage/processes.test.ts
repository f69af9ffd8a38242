/** Every process is asked to write its uses, and a running process that does not is detected. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { nothingUsed, type Viewer } from '../../src/domain/access/viewer.ts';
import { createUsageWriters, type UsageWriters } from '../../src/domain/usage/processes.ts';
import { createRecorder, type Recorder } from '../../src/domain/usage/recorder.ts';
import { jobs } from '../../src/jobs.ts';
import { kinds } from '../server.ts';
import { rowsOf, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const leaving: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const leave of leaving.splice(0)) await leave();
    await at.server.db.execute(sql`truncate usage, usage_addresses, usage_writers`);
  });

  interface Process {
    usage: Recorder;
    writers: UsageWriters;
    leave(): Promise<void>;
  }

  /** Starts a process that counts; `flush` replaces its own way to write. */
  async function started(flush?: () => Promise<void>): Promise<Process> {
    const usage = createRecorder(at.server.db);
    const writers = createUsageWriters(at.server.db, flush ? { flush } : usage);
    const leave = await writers.join(false);
    leaving.push(leave);
    return { usage, writers, leave };
  }

  const use = ({ usage }: Process, method: string) =>
    usage.add(
      {
        userId: '1',
        credential: { kind: 'token', id: '7', expiresAt: null, used: { ...nothingUsed(), methods: new Set([method]) } },
      } as Viewer,
      '192.0.2.1',
    );

  const written = async () =>
    (await rowsOf<{ name: string }>(at.server, sql`select name from usage order by name`)).map(({ name }) => name);
  const processes = () => rowsOf<{ id: string }>(at.server, sql`select id::text from usage_writers order by id`);

  test('writeAll() writes the uses of all processes, even for several calls at the same time', async () => {
    const [one, two, three] = [await started(), await started(), await started()];
    use(one, 'me');
    use(two, 'roles');
    use(three, 'users');
    const asked = [one.writers.writeAll(), two.writers.writeAll(), one.writers.writeAll()];
    expect(await Promise.all(asked)).toEqual([true, true, true]);
    expect(await written()).toEqual(['me', 'roles', 'users']);
  });

  test('uses after one writeAll() are written by the next', async () => {
    const [one, two] = [await started(), await started()];
    expect(await one.writers.writeAll()).toBe(true);
    use(two, 'users');
    expect(await one.writers.writeAll()).toBe(true);
    expect(await written()).toEqual(['users']);
  });

  test('a process that does not write is detected, and is ignored 30 seconds after it was last seen', async () => {
    const one = await started();
    const stuck = await started(() => new Promise(() => undefined));
    // It never resolves, so it cannot leave.
    leaving.pop();
    expect(await one.writers.writeAll()).toBe(false);
    const [, { id } = { id: '' }] = await processes();
    await at.server.db.execute(
      sql`update usage_writers set seen_at = now() - interval '31 seconds' where id = ${id}::bigint`,
    );
    expect(await one.writers.writeAll()).toBe(true);
    expect(stuck).toBeDefined();
  }, 20_000);

  test('a process updates when it was seen within 30 seconds, and adds its row again after it was deleted', async () => {
    const one = await started();
    await at.server.db.execute(sql`update usage_writers set seen_at = now() - interval '11 seconds'`);
    const seen = () => rowsOf(at.server, sql`select 1 from usage_writers where seen_at > now() - interval '5 seconds'`);
    const soon = async () => {
      for (let tries = 0; tries < 50 && (await seen()).length === 0; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return seen();
    };
    expect(await soon()).toHaveLength(1);
    const before = await processes();
    await at.server.db.execute(sql`truncate usage_writers`);
    expect(await soon()).toHaveLength(1);
    expect(await processes()).not.toEqual(before);
    await one.leave();
    expect(await processes()).toEqual([]);
  }, 20_000);

  test('a process that is not asked to write only reads', async () => {
    await started();
    at.server.statements.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const looks = at.server.statements.filter((text) => text.includes('usage_writers'));
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.filter((text) => !text.startsWith('select'))).toEqual([]);
  });

  test('a single process deletes the rows of killed processes, and the hourly job old rows', async () => {
    await at.server.db.execute(sql`insert into usage_writers default values`);
    const writers = createUsageWriters(at.server.db, createRecorder(at.server.db));
    leaving.push(await writers.join(true));
    const [own] = await processes();
    expect(await processes()).toHaveLength(1);
    await at.server.db.execute(sql`insert into usage_writers (seen_at) values (now() - interval '25 hours')`);
    const failed = (error: unknown) => {
      throw error;
    };
    const { db, mail } = at.server;
    await jobs.purge({ db, mail, now: new Date(), failed });
    expect(await processes()).toEqual([own]);
  });
});
