/** How long entries are kept: whole months are removed, and the log can be verified afterwards. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { createPartitions } from '../../src/db/partitions.ts';
import { appendAll } from '../../src/domain/audit/chain.ts';
import { createDaily, createHead, fromJson, toJson } from '../../src/domain/audit/checkpoints.ts';
import type { Entry } from '../../src/domain/audit/entry-hash.ts';
import { chain, partitions as runPartitions } from '../../src/domain/audit/jobs.ts';
import { logKeysOf } from '../../src/domain/audit/log-keys.ts';
import { addToChain } from '../../src/domain/audit/queue.ts';
import { verify } from '../../src/domain/audit/verify.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const dayMs = 24 * 3600 * 1000;

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  beforeEach(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
    await withoutTriggers(server.db, async (tx) => {
      await tx.execute(sql`delete from logs`);
      await tx.execute(sql`delete from log_queue`);
    });
  });
  afterEach(() => server.stop());

  const verified = () => verify(server.db, logKeysOf(server.db));
  const rows = async <Row>(text: string) =>
    ((await server.db.execute(sql.raw(text))) as unknown as { rows: Row[] }).rows;
  const ids = async () => (await rows<{ id: string }>('select id::text from logs order by id')).map(({ id }) => id);
  const partitions = async (table: string) =>
    (
      await rows<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = '${table}'::regclass order by 1`,
      )
    ).map(({ name }) => name);

  const context = (now: Date, retention = {}) => ({
    db: server.db,
    mail: server.mail,
    now,
    retention,
    failed: (error: unknown) => {
      throw error;
    },
  });

  /** An entry of this day, in a partition for its month, as if the server had run then. */
  async function entryOf(day: string): Promise<void> {
    const [from, to] = [new Date(`${day.slice(0, 7)}-01T00:00:00Z`), new Date(`${day.slice(0, 7)}-01T00:00:00Z`)];
    to.setUTCMonth(to.getUTCMonth() + 1);
    const name = `logs_${day.slice(0, 7).replace('-', '_')}`;
    await server.db.execute(
      sql.raw(
        `do $$ begin if to_regclass('${name}') is null then
          create table ${name} partition of logs for values from ('${from.toISOString()}') to ('${to.toISOString()}');
        end if; end $$`,
      ),
    );
    await transactAsSystem(server.db, async (tx) => {
      const about = { loggableType: 'User', loggableId: '1', loggedEntityType: 'User', loggedEntityId: '1' };
      const what = { level: 'INFO', type: 'OTHER', message: 'Once.', current: '{}', credential: 'system' };
      const [entry] = await tx
        .insert(logs)
        .values({ createdAt: new Date(`${day}T12:00:00Z`), ...about, ...what })
        .returning();
      addToChain(tx, entry as Entry);
    });
  }

  /** Entries of these days, each in a block of its own. */
  async function chained(...days: string[]): Promise<void> {
    for (const day of days) {
      await entryOf(day);
      await appendAll(server.db);
    }
  }

  test('without a limit no entry is removed', async () => {
    await chained('2001-01-10');
    await runPartitions(context(new Date('2026-06-15T00:00:00Z')));
    expect(await ids()).toHaveLength(1);
  });

  test('months that ended longer ago than entries are kept are removed with their blocks, and a signed checkpoint says so', async () => {
    await chained('2026-01-10', '2026-01-20', '2026-02-10', '2026-03-10');
    const all = await ids();
    const [kept] = [fromJson(toJson(await createHead(server.db), logKeysOf(server.db)))];
    // 45 days before are April 1.
    const now = new Date('2026-05-16T00:00:00Z');
    expect(await runPartitions(context(new Date(now.getTime() - dayMs), { logDays: 45 }))).toBe(1);
    expect(await ids()).toEqual(all.slice(3));
    expect(await verified()).toMatchObject({
      faults: [],
      blocks: 1,
      entries: 1,
      from: { position: '3', entries: '3' },
    });
    expect((await verify(server.db, logKeysOf(server.db), [kept])).faults).toEqual([]);
    expect(await runPartitions(context(now, { logDays: 45 }))).toBe(1);
    expect(await ids()).toEqual([]);
    await chained('2026-05-10');
    expect(await verified()).toMatchObject({ faults: [], blocks: 1, from: { position: '4' } });
  });

  test('the removal of other blocks or entries is a fault, also after one that was signed', async () => {
    await chained('2026-01-10', '2026-02-10', '2026-02-20', '2026-03-10');
    await runPartitions(context(new Date('2026-03-15T00:00:00Z'), { logDays: 30 }));
    expect(await ids()).toHaveLength(3);
    await withoutTriggers(server.db, (tx) => tx.execute(sql`delete from log_blocks where position = 2`));
    const [first, second] = await ids();
    await withoutTriggers(server.db, (tx) => tx.execute(sql`delete from logs where id = ${second}`));
    expect((await verified()).faults).toEqual([
      'The blocks from 2 to 2 are missing.',
      `Entry ${second} was removed.`,
      `Entry ${first} was inserted: it is in no block.`,
    ]);
  });

  test('a month stays as long as one of its entries is in a block with later ones', async () => {
    await entryOf('2026-01-31');
    await entryOf('2026-02-01');
    await appendAll(server.db);
    await chained('2026-03-10');
    expect(await runPartitions(context(new Date('2026-03-15T00:00:00Z'), { logDays: 30 }))).toBe(0);
    expect(await ids()).toHaveLength(3);
    expect(await runPartitions(context(new Date('2026-04-15T00:00:00Z'), { logDays: 30 }))).toBe(1);
    expect(await ids()).toHaveLength(1);
    expect((await verified()).faults).toEqual([]);
  });

  test('entries of a month without a partition are kept in the default one, and removed when all in it are old', async () => {
    await chained('2026-01-10');
    const columns = `created_at, accessloggable_type, accessloggable_id, user_id`;
    const insert = (day: string) =>
      server.db.execute(sql.raw(`insert into access_logs (${columns}) values ('${day}', 'User', 1, ${owner.id})`));
    await insert('2001-01-01');
    await insert('2001-02-01');
    expect(await rows('select id from access_logs_default')).toHaveLength(2);
    await runPartitions(context(new Date('2001-02-10T00:00:00Z'), { accessLogDays: 30 }));
    expect(await rows('select id from access_logs')).toHaveLength(2);
    expect(await runPartitions(context(new Date('2001-04-10T00:00:00Z'), { accessLogDays: 30 }))).toBe(1);
    expect(await rows('select id from access_logs')).toEqual([]);
    await insert('2001-05-01');
    expect(await rows('select id from access_logs_default')).toHaveLength(1);
  });

  test('the database refuses to truncate a partition of a log, also one that was created later', async () => {
    await chained('2026-01-10');
    await server.db.execute(sql`drop table logs_2026_01`);
    await runPartitions(context(new Date()));
    for (const name of [...(await partitions('logs')), ...(await partitions('access_logs'))])
      await expect(server.db.execute(sql.raw(`truncate ${name}`))).rejects.toMatchObject({ cause: { code: '23001' } });
  });

  test('this month and the next two have a partition, and creating them again changes nothing', async () => {
    const now = new Date();
    const names = [0, 1, 2].map((ahead) => {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
      return month.toISOString().slice(0, 7).replace('-', '_');
    });
    for (const table of ['logs', 'access_logs', 'usage']) {
      const before = await partitions(table);
      expect(before).toEqual(expect.arrayContaining(names.map((name) => `${table}_${name}`)));
      await createPartitions(server.db);
      expect(await partitions(table)).toEqual(before);
    }
  });

  test('a checkpoint is signed once a day, if the log has grown', async () => {
    const count = async () => (await rows('select from log_checkpoints')).length;
    const now = new Date();
    await chain(context(now));
    expect(await count()).toBe(0);
    await owner.ask('mutation { createRole(input: { name: "One", applied_permissions: [] }) { id } }');
    expect(await chain(context(now))).toBe(1);
    await chain(context(now));
    expect(await count()).toBe(1);
    await owner.ask('mutation { createRole(input: { name: "Two", applied_permissions: [] }) { id } }');
    await appendAll(server.db);
    await createDaily(server.db, now);
    expect(await count()).toBe(1);
    await createDaily(server.db, new Date(now.getTime() + dayMs + 1_000));
    await createDaily(server.db, new Date(now.getTime() + 3 * dayMs));
    expect(await count()).toBe(2);
  });
});
