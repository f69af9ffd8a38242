/**
 * Verifies a log of a million genuine entries on PostgreSQL, and prints how long it takes: in blocks of 1,000, as a busy server
 * writes them, and in blocks of one to three, as a quiet one does.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asc, gt, sql } from 'drizzle-orm';
import { logBlocks } from '../../schema/log-chain.ts';
import { logs } from '../../schema/logs.ts';
import { type Block, endOfChain, hashOfBlock, type Place } from '../../src/domain/audit/blocks.ts';
import { createHead } from '../../src/domain/audit/checkpoints.ts';
import { type Entry, hashOfEntry } from '../../src/domain/audit/entry-hash.ts';
import { logKeysOf } from '../../src/domain/audit/log-keys.ts';
import { verify } from '../../src/domain/audit/verify.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import { type Latchkey, startLatchkey } from '../server.ts';

const count = Number(process.env.LOG_ENTRIES ?? 1_000_000);
const atOnce = 5_000;

let server: Latchkey;
beforeAll(async () => {
  const limits = { statementMs: 3_600_000, answerMs: 3_600_000 };
  server = await startLatchkey('postgres', {}, { limits });
});
afterAll(() => server.stop());

/** Entries such as those of changed users, after all that are there. */
const insertEntries = () =>
  server.db.execute(sql`
    insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, previous, user_id, credential, credential_id)
    select 'INFO', 'UPDATED', 'User person-' || n || ' was changed.', 'User', n % 10000, 'User', n % 10000,
      json_build_object('name', 'Person ' || n, 'email_address', 'person-' || n || '@example.com', 'role_id', n % 50)::text,
      json_build_object('name', 'Former ' || n, 'email_address', 'former-' || n || '@example.com', 'role_id', null)::text,
      n % 300, 'session', n % 900
    from generate_series(1, ${count}::int) as n`);

/** Puts all entries into blocks of so many each, as the server does after each commit. */
async function chain(sizeOf: (position: number) => number): Promise<void> {
  const keys = logKeysOf(server.db);
  let place: Place = await endOfChain(server.db);
  let waiting: Entry[] = [];
  for (let last = '0'; ; ) {
    const read = await server.db.select().from(logs).where(gt(logs.id, last)).orderBy(asc(logs.id)).limit(atOnce);
    waiting.push(...read);
    const blocks: Block[] = [];
    for (let size = sizeOf(Number(place.position)); waiting.length >= (read.length ? size : 1); ) {
      const block = blockOf(waiting.slice(0, size), place);
      blocks.push({ ...block, mac: keys.mac(block.hash) });
      waiting = waiting.slice(size);
      place = block;
      size = sizeOf(Number(place.position));
    }
    for (let from = 0; from < blocks.length; from += 1_000)
      await server.db.insert(logBlocks).values(blocks.slice(from, from + 1_000));
    if (read.length === 0) return;
    last = read.at(-1)?.id as string;
  }
}

function blockOf(entries: readonly Entry[], { position, entries: before, hash }: Place): Omit<Block, 'mac'> {
  const times = entries.map(({ createdAt }) => createdAt.getTime());
  const block = {
    position: String(BigInt(position) + 1n),
    createdAt: new Date(),
    entryIds: entries.map(({ id }) => id),
    entryHashes: Buffer.concat(entries.map(hashOfEntry)),
    entries: String(BigInt(before) + BigInt(entries.length)),
    oldestAt: new Date(Math.min(...times)),
    newestAt: new Date(Math.max(...times)),
  };
  return { ...block, hash: hashOfBlock(block, hash) };
}

test.each([
  ['1,000', () => 1_000],
  ['one to three', (position: number) => 1 + (position % 3)],
])(
  'every entry in blocks of %s is verified, and one changed entry is found',
  async (words, sizeOf) => {
    await withoutTriggers(server.db, async (tx) => {
      for (const table of ['logs', 'log_queue', 'log_blocks', 'log_checkpoints'])
        await tx.execute(sql.raw(`delete from ${table}`));
    });
    await insertEntries();
    await chain(sizeOf);
    await createHead(server.db);
    await server.db.execute('vacuum analyze');
    const keys = logKeysOf(server.db);
    const [started, before] = [performance.now(), process.cpuUsage()];
    const verified = await verify(server.db, keys);
    const seconds = (performance.now() - started) / 1_000;
    const { user, system } = process.cpuUsage(before);
    process.stderr.write(
      `log: ${verified.entries} entries in ${verified.blocks} blocks of ${words} verified in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of them processor time besides PostgreSQL\n`,
    );
    expect(verified).toMatchObject({ entries: count, waiting: 0, checkpoints: 1, faults: [] });
    await withoutTriggers(server.db, (tx) =>
      tx.execute(
        sql`update logs set message = message || '!' where id = (select min(id) + ${count}::int / 2 from logs)`,
      ),
    );
    expect((await verify(server.db, keys)).faults).toEqual([expect.stringMatching(/^Entry \d+ was changed\.$/)]);
  },
  3_600_000,
);
