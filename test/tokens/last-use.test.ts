/** The last use of tokens: recorded without a write during requests, and written at most once a minute. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { createRecorder } from '../../src/domain/usage/recorder.ts';
import { kinds } from '../server.ts';
import { people } from '../test-users.ts';
import { holding, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let token: string;
  let id: string;
  beforeEach(async () => {
    const who = await people(at.server).having();
    token = who.token;
    const [row] = await rowsOf<{ id: string }>(
      at.server,
      sql`select id::text from personal_access_tokens where user_id = ${who.id}`,
    );
    id = row?.id as string;
  });

  const lastUse = async () => {
    const query = sql`select last_used_at::text as at, last_used_ip as ip from token_uses where token_id = ${id}`;
    return (await rowsOf<{ at: string; ip: string }>(at.server, query))[0];
  };
  const row = () => rowsOf(at.server, sql`select xmin::text, t::text from personal_access_tokens t where id = ${id}`);

  test('1,000 requests write nothing while they run, and at most two updates in a minute', async () => {
    const before = await row();
    const use = holding(at.server, token);
    at.server.statements.length = 0;
    const written = () => at.server.statements.filter((text) => !/^\s*select/i.test(text));
    for (let round = 0; round < 10; round++) {
      const before = written().length;
      await Promise.all(Array.from({ length: 100 }, () => use('{ my_ip_address { ip } }')));
      expect(written()).toHaveLength(before);
      await at.server.usage.flush();
    }
    await at.server.usage.flush(true);
    expect(written().filter((text) => !/insert into "(token_uses|usage|usage_addresses)"/.test(text))).toEqual([]);
    const writes = written().filter((text) => text.includes('token_uses'));
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.length).toBeLessThanOrEqual(2);
    const reads = at.server.statements.filter((text) => /^\s*select/i.test(text));
    expect(reads.length).toBeLessThanOrEqual(1000);
    expect((await lastUse())?.ip).toBe('127.0.0.1');
    expect(await row()).toEqual(before);
  });

  describe('with a simulated clock', () => {
    /** Only the clock is moved; nothing waits. */
    const at0 = Math.ceil(performance.now());
    const atSecond = (seconds: number) => jest.spyOn(performance, 'now').mockReturnValue(at0 + seconds * 1000);

    test('a token is written once a minute, and uses in between later', async () => {
      const uses = createRecorder(at.server.db);
      const written: boolean[] = [];
      try {
        for (const second of [0, 15, 30, 45, 59, 60, 75, 119, 120]) {
          atSecond(second);
          uses.note(id, `192.0.2.${second}`);
          at.server.statements.length = 0;
          await uses.flush();
          written.push(at.server.statements.length > 0);
        }
      } finally {
        jest.restoreAllMocks();
      }
      expect(written).toEqual([true, false, false, false, false, true, false, false, true]);
      expect((await lastUse())?.ip).toBe('192.0.2.120');
    });

    test('stopping writes the remaining uses', async () => {
      const uses = createRecorder(at.server.db);
      uses.note(id, '192.0.2.1');
      await uses.flush();
      uses.note(id, '192.0.2.2');
      await uses.flush();
      expect((await lastUse())?.ip).toBe('192.0.2.1');
      await uses.flush(true);
      expect((await lastUse())?.ip).toBe('192.0.2.2');
    });
  });

  test('many tokens are written in one statement', async () => {
    const uses = createRecorder(at.server.db);
    for (const { id } of await rowsOf<{ id: string }>(at.server, sql`select id::text from personal_access_tokens`))
      uses.note(id, '192.0.2.9');
    at.server.statements.length = 0;
    await uses.flush();
    expect(at.server.statements).toHaveLength(1);
    expect((await lastUse())?.ip).toBe('192.0.2.9');
  });

  test('a later use that another process wrote is kept', async () => {
    const [here, there] = [createRecorder(at.server.db), createRecorder(at.server.db)];
    here.note(id, '192.0.2.1');
    await new Promise((resolve) => setTimeout(resolve, 5));
    there.note(id, '192.0.2.2');
    await there.flush();
    await here.flush();
    expect((await lastUse())?.ip).toBe('192.0.2.2');
  });

  test('a token that was deleted meanwhile does not prevent writing the others', async () => {
    const uses = createRecorder(at.server.db);
    uses.note('987654', '192.0.2.1');
    uses.note(id, '192.0.2.3');
    await uses.flush();
    expect((await lastUse())?.ip).toBe('192.0.2.3');
  });

  test('uses that could not be written are written the next time', async () => {
    const uses = createRecorder(at.server.db);
    uses.note(id, '192.0.2.4');
    await at.server.db.execute(sql`alter table token_uses rename to hidden`);
    await expect(uses.flush()).rejects.toThrow();
    await at.server.db.execute(sql`alter table hidden rename to token_uses`);
    await uses.flush(true);
    expect((await lastUse())?.ip).toBe('192.0.2.4');
  });

  test('writing neither waits for a change that locks the token nor delays one', async () => {
    // PGlite runs one transaction at a time, so nothing can wait there.
    if (kind === 'pglite') return;
    const { db } = at.server;
    const uses = createRecorder(db);
    await db.transaction(async (tx) => {
      await tx.execute(sql`select id from personal_access_tokens where id = ${id} for share`);
      uses.note(id, '192.0.2.5');
      await uses.flush();
      expect((await lastUse())?.ip).toBe('192.0.2.5');
    });
    await db.transaction(async (tx) => {
      await tx.execute(sql`update token_uses set last_used_at = now() where token_id = ${id}`);
      await db.execute(sql`select id from personal_access_tokens where id = ${id} for share nowait`);
    });
  });
});
