/** The hash chain of the log: what was written can be proved, even if others can write in the database. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { append, appendAll, startChaining } from '../../src/domain/audit/chain.ts';
import { createHead, fromJson, toJson } from '../../src/domain/audit/checkpoints.ts';
import { logKeysOf } from '../../src/domain/audit/log-keys.ts';
import { record } from '../../src/domain/audit/record.ts';
import { verify } from '../../src/domain/audit/verify.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { manipulate } from './manipulations.ts';

const manipulations = Number(process.env.LOG_MANIPULATIONS ?? 250);

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
    await makeRoles(12);
  });
  afterAll(() => server.stop());

  let made = 0;
  /** Each is an entry, and every third begins a new block. */
  async function makeRoles(count: number): Promise<void> {
    for (let one = 0; one < count; one++) {
      const { errors } = await owner.ask(
        'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [READ_USER] }) { id } }',
        { name: `Role ${++made}` },
      );
      expect(errors).toBeUndefined();
      if (made % 3 === 0) await appendAll(server.db);
    }
    await appendAll(server.db);
  }

  const verified = () => verify(server.db, logKeysOf(server.db));
  const count = async (of: string): Promise<number> => {
    const { rows } = (await server.db.execute(sql.raw(`select count(*)::int as count from ${of}`))) as unknown as {
      rows: { count: number }[];
    };
    return rows[0]?.count as number;
  };

  test('each entry of a committed change is in one block, and the log is as it was written', async () => {
    const { faults, entries, blocks, waiting } = await verified();
    expect(faults).toEqual([]);
    expect(waiting).toBe(0);
    expect(entries).toBe(await count('logs'));
    expect(entries).toBeGreaterThanOrEqual(12);
    expect(blocks).toBeGreaterThanOrEqual(4);
    expect(await count('log_queue')).toBe(0);
  });

  test('an entry that is in no block yet waits, and is no fault', async () => {
    await owner.ask('mutation { createRole(input: { name: "Waits", applied_permissions: [] }) { id } }');
    expect(await verified()).toMatchObject({ faults: [], waiting: 1 });
    await appendAll(server.db);
    expect(await verified()).toMatchObject({ faults: [], waiting: 0 });
  });

  test('a change that is rolled back leaves nothing in the log or its queue', async () => {
    const before = await count('logs');
    const change = { type: 'OTHER', entity: 'User', id: owner.id, message: 'Never.' } as const;
    const failing = transactAsSystem(server.db, async (tx) => {
      await record(tx, 'system', change);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([await count('logs'), await count('log_queue')]).toEqual([before, 0]);
  });

  test('the database refuses to change, delete or truncate the log, its blocks and its checkpoints', async () => {
    await createHead(server.db);
    for (const table of ['logs', 'log_blocks', 'log_checkpoints']) {
      const before = await count(table);
      expect(before).toBeGreaterThan(0);
      for (const statement of [`update ${table} set created_at = now()`, `delete from ${table}`, `truncate ${table}`])
        await expect(server.db.execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: '23001' } });
      expect(await count(table)).toBe(before);
    }
    expect((await verified()).faults).toEqual([]);
  });

  test(`${manipulations} random manipulations are found, each of them`, async () => {
    await createHead(server.db);
    const seed = Date.now() % 1e9;
    const draw = drawing(seed);
    const keys = logKeysOf(server.db);
    const done = new Set<string>();
    for (let time = 0; time < manipulations; time++) {
      const undo = new Error('Undo it.');
      await server.db
        .transaction(async (tx) => {
          const what = await manipulate(tx, draw);
          done.add(what.replace(/\d+/g, 'N'));
          const { faults } = await verify(tx, keys);
          if (faults.length === 0) throw new Error(`With seed ${seed}, nothing was found after: ${what}.`);
          throw undo;
        })
        .catch((error) => {
          if (error !== undo) throw error;
        });
    }
    expect(done.size).toBeGreaterThan(20);
    expect((await verified()).faults).toEqual([]);
  });

  test('the loss of the last entries with their blocks and checkpoints is found by a checkpoint that was kept elsewhere', async () => {
    const keys = logKeysOf(server.db);
    const before = fromJson(toJson(await createHead(server.db), keys));
    await makeRoles(3);
    const kept = fromJson(toJson(await createHead(server.db), keys));
    expect((await verify(server.db, keys, [before, kept])).faults).toEqual([]);
    const undo = new Error('Undo it.');
    const losing = server.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      const after = `(select unnest(entry_ids) from log_blocks where position > ${before.position})`;
      await tx.execute(sql.raw(`delete from logs where id in ${after}`));
      await tx.execute(sql.raw(`delete from log_blocks where position > ${before.position}`));
      await tx.execute(sql.raw(`delete from log_checkpoints where position > ${before.position}`));
      expect((await verify(tx, keys, [before])).faults).toEqual([]);
      const { faults } = await verify(tx, keys, [kept]);
      expect(faults).toEqual([
        `The end of the log is missing: the checkpoint of ${kept.createdAt.toISOString()} was made for block ${kept.position}, and the last one is ${before.position}.`,
      ]);
      throw undo;
    });
    await expect(losing).rejects.toBe(undo);
  });

  test('a checkpoint that another installation has signed, or that was changed, is a fault', async () => {
    const keys = logKeysOf(server.db);
    const text = toJson(await createHead(server.db), keys);
    const [first, last] = [text.indexOf('signature') + 15, text.indexOf('signature') + 16];
    const forged = text.slice(0, first) + (text[first] === 'A' ? 'B' : 'A') + text.slice(last);
    const { faults } = await verify(server.db, keys, [fromJson(forged)]);
    expect(faults).toEqual([expect.stringMatching(/^The checkpoint of .* was not signed by this installation\.$/)]);
    for (const other of ['', 'null', '{}', '{"version": "latchkey log checkpoint 1"}'])
      expect(() => fromJson(other)).toThrow('This is not a checkpoint of the log of Latchkey.');
  });

  test('blocks that several processes append at the same time have no gaps', async () => {
    const before = await verified();
    const stops = [1, 2, 3].map(() => startChaining(server.db, (error) => expect(error).toBeUndefined()));
    await Promise.all([1, 2, 3, 4].map(() => makeRolesBeside()));
    await Promise.all(stops.map((stop) => stop()));
    const after = await verified();
    expect(after).toMatchObject({ faults: [], waiting: 0 });
    expect(after.entries).toBe(before.entries + 20);
  });

  async function makeRolesBeside(): Promise<void> {
    for (let one = 0; one < 5; one++)
      await owner.ask(
        'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }',
        { name: `Role ${++made}` },
      );
  }

  if (kind === 'postgres')
    test('an entry that is not committed yet delays neither other writers nor the blocks of their entries', async () => {
      let commit: () => void = () => undefined;
      const change = { type: 'OTHER', entity: 'User', id: owner.id, message: 'Late.' } as const;
      const entered = new Promise<void>((resolve) => {
        void transactAsSystem(server.db, async (tx) => {
          await record(tx, 'system', change);
          resolve();
          await new Promise<void>((done) => {
            commit = done;
          });
        });
      });
      await entered;
      const before = await verified();
      await owner.ask('mutation { createRole(input: { name: "Early", applied_permissions: [] }) { id } }');
      expect(await append(server.db)).toBe(1);
      expect(await verified()).toMatchObject({ faults: [], entries: before.entries + 1 });
      commit();
      while ((await count('log_queue')) === 0);
      expect(await append(server.db)).toBe(1);
      expect(await verified()).toMatchObject({ faults: [], entries: before.entries + 2 });
    });

  // The last tests, because they leave faults.
  test('what somebody without the key has queued gets into no block, and is reported', async () => {
    const before = await verified();
    await server.db.execute(sql`insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type,
      logged_entity_id, current, credential) values ('INFO', 'OTHER', 'forged', 'User', 1, 'User', 1, '{}', 'system')`);
    await server.db.execute(
      sql`insert into log_queue (log_id, created_at, hash, mac)
        select max(id), now(), sha256('entry'), sha256('a mac of somebody else') from logs`,
    );
    const found = [expect.stringMatching(/^Entry \d+ was inserted: it is in no block\.$/)];
    expect((await verified()).faults).toEqual(found);
    await appendAll(server.db);
    expect(await verified()).toMatchObject({ faults: found, blocks: before.blocks });
  });

  test('an entry that is put back into the queue after it was in a block is reported', async () => {
    await owner.ask('mutation { createRole(input: { name: "Twice", applied_permissions: [] }) { id } }');
    await server.db.execute(sql`create table kept_queue as select * from log_queue`);
    await appendAll(server.db);
    await server.db.execute(sql`insert into log_queue select * from kept_queue`);
    await appendAll(server.db);
    expect((await verified()).faults).toContainEqual(expect.stringMatching(/^Entry \d+ is in several blocks\.$/));
  });
});

/** Numbers that look random and are the same for the same seed. */
function drawing(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}
