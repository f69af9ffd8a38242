/** Uses of permissions and root fields: what counts as a use, and that counting writes nothing during requests and loses nothing. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { nothingUsed, type Viewer } from '../../src/domain/access/viewer.ts';
import { purge, removeOld } from '../../src/domain/usage/counts.ts';
import { createRecorder } from '../../src/domain/usage/recorder.ts';
import { jobs } from '../../src/jobs.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { analyse, grant, holding, inBrowser, made, project, revoke, rowsOf, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let who: Person;
  beforeEach(async () => {
    await at.server.usage.flush();
    await at.server.db.execute(sql`truncate usage, usage_addresses`);
    who = await at.as.having('READ_USER', 'READ_ROLE', 'UPDATE_ROLE', 'CREATE_NOTE', 'READ_ALL_LOGS');
  });

  /** The number of stored uses by name, separately for sessions. */
  async function written(): Promise<Record<string, number>> {
    await at.server.usage.flush();
    const rows = await rowsOf<{ name: string; uses: string; of: string }>(
      at.server,
      sql`select name, uses::text, case token_id when 0 then ' in the browser' else '' end as of from usage
        where user_id = ${who.id} and day = (now() at time zone 'utc')::date order by name`,
    );
    return Object.fromEntries(rows.map(({ name, uses, of }) => [`${name}${of}`, Number(uses)]));
  }

  test('a request uses each required permission once, and each root field once', async () => {
    await who.ask('{ users { entities { id role { id } } } again: users { entities { name } } me { id } }');
    expect(await written()).toEqual({ READ_USER: 1, READ_ROLE: 1, users: 1, me: 1 });
    await who.ask('{ users { entities { id } } }');
    expect(await written()).toEqual({ READ_USER: 2, READ_ROLE: 1, users: 2, me: 1 });
  });

  test('a refused permission or root field does not count as used', async () => {
    await who.ask('{ projects { entities { id } } all_personal_access_tokens { entities { id } } }');
    await who.ask('{ nothing_of_this_name }');
    await at.as.nobody.ask('{ my_ip_address { ip } }');
    expect(await written()).toEqual({ projects: 1 });
  });

  test('reading the effective permissions does not count as using them', async () => {
    await who.ask(
      '{ me { effective_permissions } required_permissions(document: "{ users { entities { id } } }") { missing_permissions } }',
    );
    expect(await written()).toEqual({ me: 1, required_permissions: 1 });
  });

  test('a change uses what its rules require once, although its credential is read again', async () => {
    const { data } = await at.owner(
      'mutation { createRole(input: { name: "Of counting", applied_permissions: [] }) { id } }',
    );
    const { id } = data.createRole;
    const change = `mutation { updateRole(id: ${id}, input: { applied_permissions: [READ_USER, CREATE_NOTE] }) { name } }`;
    expect((await who.ask(change)).errors).toBeUndefined();
    expect(await written()).toEqual({ UPDATE_ROLE: 1, READ_ROLE: 1, READ_USER: 1, CREATE_NOTE: 1, updateRole: 1 });
    await at.owner(`mutation { deleteRole(id: ${id}) { success } }`);
  });

  test('a search through a relation uses the permission of that relation, and of no other', async () => {
    await who.ask('{ users(reverse_relation_filters: [{ relation: "role", is_empty: false }]) { entities { id } } }');
    expect(await written()).toEqual({ READ_USER: 1, READ_ROLE: 1, users: 1 });
  });

  test('uses of sessions and tokens are counted separately', async () => {
    const by = await inBrowser(at.server, who);
    await by('{ roles { entities { id } } }');
    await who.ask('{ roles { entities { id } } }');
    const once = { READ_ROLE: 1, roles: 1 };
    expect(await written()).toEqual({
      ...once,
      ...Object.fromEntries(Object.entries(once).map(([name, uses]) => [`${name} in the browser`, uses])),
    });
  });

  test('a permission granted on one project is counted as used there, for any token', async () => {
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: who.id });
    expect((await analyse(who.ask, key)).errors).toBeUndefined();
    expect(await written()).toEqual({ EXECUTE_ANALYSIS: 1, submitAnalysis: 1 });
    const by = await inBrowser(at.server, who);
    const { token } = await made(by, { type: 'PROJECT_ANALYSIS', project_key: key });
    await at.server.usage.flush();
    await at.server.db.execute(sql`truncate usage`);
    expect((await analyse(holding(at.server, token), key)).errors).toBeUndefined();
    expect(await written()).toEqual({ EXECUTE_ANALYSIS: 1, submitAnalysis: 1 });
  });

  test('editing a user uses the project permissions that the check compares', async () => {
    const editor = await at.as.having('UPDATE_USER', 'READ_USER');
    const { key } = await project(at);
    for (const { id } of [who, editor]) await grant(at, 'grant', key, { user_id: id });
    await at.server.db.execute(
      sql`update roles set applied_permissions = '{}' where id = (select role_id from users where id = ${who.id})`,
    );
    const { id } = who;
    who = editor;
    expect((await who.ask(`mutation { updateUser(id: ${id}, input: { name: "n" }) { id } }`)).errors).toBeUndefined();
    expect(await written()).toEqual({ UPDATE_USER: 1, READ_USER: 1, EXECUTE_ANALYSIS: 1, updateUser: 1 });
  });

  test('reading the CSV list of all tokens uses its permission and its root field', async () => {
    const reader = await at.as.having('READ_PERSONAL_ACCESS_TOKEN');
    await fetch(`${at.server.url}/api/personal_access_tokens.csv`, {
      headers: { Authorization: `Bearer ${reader.token}` },
    });
    who = reader;
    expect(await written()).toEqual({ READ_PERSONAL_ACCESS_TOKEN: 1, all_personal_access_tokens: 1 });
  });

  test('a request that only reads writes nothing while it runs', async () => {
    await who.ask('{ me { id } }');
    at.server.statements.length = 0;
    for (let count = 0; count < 20; count++) await who.ask('{ users { entities { id role { id } } } }');
    expect(at.server.statements.filter((text) => !/^\s*select/i.test(text))).toEqual([]);
    expect(await written()).toEqual({ READ_USER: 20, READ_ROLE: 20, users: 20, me: 1 });
    expect(at.server.statements.filter((text) => /insert into "?usage"?\s/i.test(text))).toHaveLength(1);
  });

  describe('in batches', () => {
    const viewer = (userId: number, tokenId: number, ...methods: string[]): Viewer => {
      const used = { ...nothingUsed(), methods: new Set(methods) };
      return {
        userId: String(userId),
        credential: { kind: 'token', id: String(tokenId), expiresAt: null, used },
      } as Viewer;
    };
    const sum = async (column = 'uses', table = 'usage') => {
      const [row] = await rowsOf<{ sum: string }>(
        at.server,
        sql.raw(`select coalesce(sum(${column}), 0)::text as sum from ${table}`),
      );
      return Number(row?.sum);
    };

    test('uses that could not be written are written the next time, and uses added meanwhile are written once', async () => {
      const usage = createRecorder(at.server.db);
      usage.add(viewer(1, 7, 'me'), '192.0.2.1');
      await at.server.db.execute(sql`alter table usage rename to hidden`);
      await expect(usage.flush()).rejects.toThrow();
      usage.add(viewer(1, 7, 'me'), '192.0.2.1');
      await at.server.db.execute(sql`alter table hidden rename to usage`);
      const flushing = usage.flush();
      usage.add(viewer(1, 7, 'me', 'users'), '192.0.2.2');
      await flushing;
      await usage.flush();
      await usage.flush();
      expect([await sum(), await sum('uses', 'usage_addresses')]).toEqual([4, 3]);
    });

    test('an address keeps its first use, however often and in whatever order its uses are written', async () => {
      const { db } = at.server;
      const usage = createRecorder(db);
      const again = async () => {
        usage.add(viewer(1, 7, 'me'), '192.0.2.1');
        await usage.flush();
      };
      const place = async (change = sql`uses = uses`) => {
        await db.execute(sql`update usage_addresses set ${change}`);
        const [row] = await rowsOf<{ first: string; last: string }>(
          at.server,
          sql`select (now() - first_used_at)::text as first, (now() - last_used_at)::text as last from usage_addresses`,
        );
        return row as { first: string; last: string };
      };
      await again();
      await place(sql`first_used_at = now() - interval '9 days', last_used_at = now() - interval '2 days'`);
      await again();
      expect(await place()).toEqual({ first: expect.stringMatching(/^9 days/), last: expect.stringMatching(/^00:00/) });
      // Another process has already written later uses.
      await place(sql`first_used_at = now() + interval '1 day', last_used_at = now() + interval '2 days'`);
      await again();
      expect(await place()).toEqual({ first: expect.stringMatching(/^00:00/), last: expect.stringMatching(/^-/) });
    });

    test('the uses of one batch are one row, from the first to the last', async () => {
      const usage = createRecorder(at.server.db);
      usage.add(viewer(1, 7, 'me'), '192.0.2.1');
      await new Promise((resolve) => setTimeout(resolve, 20));
      usage.add(viewer(1, 7, 'me'), '192.0.2.1');
      await usage.flush();
      const rows = await rowsOf(
        at.server,
        sql`select uses::int, last_used_at > first_used_at as apart from usage_addresses`,
      );
      expect(rows).toEqual([{ uses: 2, apart: true }]);
    });

    test('thousands of rows are written by several processes at the same time without a loss', async () => {
      const processes = Array.from({ length: 3 }, () => createRecorder(at.server.db));
      for (const [place, usage] of processes.entries())
        for (let count = 0; count < 5_000; count++) {
          const token = place === 1 ? 5_000 - count : count + 1;
          usage.add(viewer(1, token, 'me'), `192.0.2.${token % 250}`);
        }
      at.server.statements.length = 0;
      await Promise.all(processes.map(({ flush }) => flush()));
      expect([await sum(), await sum('uses', 'usage_addresses')]).toEqual([15_000, 15_000]);
      expect(at.server.statements.length).toBeLessThan(130);
    });

    test('uses are kept 400 days and until their month ends, of many addresses of a token the first and the last, and none of a deleted token', async () => {
      const { db } = at.server;
      await db.execute(sql`create table usage_old partition of usage for values from ('2001-01-01') to ('2001-02-01')`);
      await db.execute(
        sql`insert into usage select 0, ${who.id}, day, 'METHOD', 'me', 1
          from unnest(array[current_date, current_date - 399, '2001-01-31']) day`,
      );
      await db.execute(sql`insert into usage_addresses
        select 1, 'address ' || n, 'n', now() - make_interval(days => 400 - n), now() - make_interval(days => 400 - n), 1 from generate_series(1, 350) n`);
      await removeOld(db, new Date());
      await purge(db, []);
      expect([await sum(), await sum('1', 'usage_addresses')]).toEqual([2, 200]);
      const kept = await rowsOf(
        at.server,
        sql`select 1 from usage_addresses where address in ('address 1', 'address 100', 'address 251', 'address 350')`,
      );
      expect(kept).toHaveLength(4);
    });
  });

  test('uses are deleted with their token', async () => {
    const by = await inBrowser(at.server, who);
    const { id } = await made(by);
    await at.server.db.execute(sql`insert into usage values (${id}, ${who.id}, current_date, 'METHOD', 'me', 1)`);
    await at.server.db.execute(
      sql`insert into usage_addresses values (${id}, '192.0.2.1', '192.0.2.0/24', now(), now(), 1)`,
    );
    await revoke(by, id);
    await at.server.db.execute(
      sql`update personal_access_tokens set revoked_at = now() - interval '91 days' where id = ${id}`,
    );
    const { db, mail } = at.server;
    const failed = (error: unknown) => {
      throw error;
    };
    await jobs.purge({ db, mail, now: new Date(), failed });
    expect(await rowsOf(at.server, sql`select 1 from usage where token_id = ${id}`)).toEqual([]);
    expect(await rowsOf(at.server, sql`select 1 from usage_addresses where token_id = ${id}`)).toEqual([]);
  });
});
