/** Every process is asked to write what it counted, and one that runs and does not is known. */
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

  /** A process that counts; `flush` in place of its own way to write. */
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

  test('whoever asks gets what all processes counted until then, several who ask at once too', async () => {
    const [one, two, three] = [await started(), await started(), await started()];
    use(one, 'me');
    use(two, 'roles');
    use(three, 'users');
    const asked = [one.writers.writeAll(), two.writers.writeAll(), one.writers.writeAll()];
    expect(await Promise.all(asked)).toEqual([true, true, true]);
    expect(await written()).toEqual(['me', 'roles', 'users']);
  });

  test('what comes after one was asked to write is written when it is asked again', async () => {
    const [one, two] = [await started(), await started()];
    expect(await one.writers.writeAll()).toBe(true);
    use(two, 'users');
    expect(await one.writers.writeAll()).toBe(true);
    expect(await written()).toEqual(['users']);
  });

  test('a process that runs and does not write is known, and counts no more half a minute after it was last seen', async () => {
    const one = await started();
    const stuck = await started(() => new Promise(() => undefined));
    // It never ends what it was asked for.
    leaving.pop();
    expect(await one.writers.writeAll()).toBe(false);
    const [, { id } = { id: '' }] = await processes();
    await at.server.db.execute(
      sql`update usage_writers set seen_at = now() - interval '31 seconds' where id = ${id}::bigint`,
    );
    expect(await one.writers.writeAll()).toBe(true);
    expect(stuck).toBeDefined();
  }, 20_000);

  test('a process is seen again before half a minute is over, and becomes one again when its row was removed', async () => {
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

  test('a process that is asked for nothing only reads', async () => {
    await started();
    at.server.statements.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const looks = at.server.statements.filter((text) => text.includes('usage_writers'));
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.filter((text) => !text.startsWith('select'))).toEqual([]);
  });

  test('a process that is alone removes the rows of those that were killed, and the upkeep those of long ago', async () => {
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
