/** What is shown about uses: of a token how often, what not and from where; of a role which permissions its users did not use. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import { ask } from '../test-users.ts';
import { dayIn, holding, inBrowser, inDays, made, refusal, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.1/32' }));

  const use = `use: usage(days: 30) { since permissions { permission uses last_used_on } methods { method uses last_used_on }
    unused_permissions addresses { address network uses odd } first_odd_address { address } }`;
  // biome-ignore lint/suspicious/noExplicitAny: answers of several shapes
  async function read(by: typeof at.owner, id: string, selection = use): Promise<any> {
    await at.server.usage.flush();
    const { data, errors } = await by(`{ personal_access_tokens(id: ${id}) { entities { ${selection} } } }`);
    expect(errors).toBeUndefined();
    return data.personal_access_tokens.entities[0];
  }

  test('a token shows its uses, its unused permissions, and since when they are counted', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER', 'READ_ROLE', 'CREATE_NOTE'));
    const { id, token } = await made(by, { permissions: ['READ_USER', 'READ_ROLE'] });
    const program = holding(at.server, token);
    await program('{ users { entities { id } } }');
    await program('{ users { entities { id } } me { id } }');
    const last_used_on = dayIn(0);
    const found = (await read(by, id)).use;
    expect(found).toMatchObject({
      permissions: [{ permission: 'READ_USER', uses: '2', last_used_on }],
      methods: [
        { method: 'users', uses: '2', last_used_on },
        { method: 'me', uses: '1', last_used_on },
      ],
      unused_permissions: ['READ_ROLE'],
      addresses: [{ address: '127.0.0.1', network: '127.0.0.0/24', uses: '2', odd: false }],
      first_odd_address: null,
    });
    expect(Math.abs(Date.parse(found.since) - Date.now())).toBeLessThan(60_000);
  });

  test('the days show how many root fields were called on each, within the period', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER'));
    const { id } = await made(by);
    const owner = sql`(select user_id from personal_access_tokens where id = ${id})`;
    await at.server.db.execute(sql`insert into usage
      select ${id}, ${owner}, (now() at time zone 'utc')::date - age, kind, name, uses
      from (values (3, 'METHOD', 'users', 4), (3, 'METHOD', 'me', 2), (3, 'PERMISSION', 'READ_USER', 4), (9, 'METHOD', 'me', 1),
        (50, 'METHOD', 'me', 8)) as used(age, kind, name, uses)`);
    const { use } = await read(by, id, 'use: usage(days: 30) { days { day calls } }');
    expect(use.days).toEqual([
      { day: dayIn(-9), calls: '1' },
      { day: dayIn(-3), calls: '6' },
    ]);
  });

  test('only the requested days count, and none before counting began', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER', 'READ_ROLE'));
    const { id } = await made(by);
    const owner = sql`(select user_id from personal_access_tokens where id = ${id})`;
    await at.server.db.execute(sql`insert into usage
      select ${id}, ${owner}, (now() at time zone 'utc')::date - age, 'PERMISSION', name, 1
      from (values (3, 'READ_USER'), (50, 'READ_USER'), (50, 'READ_ROLE'), (1, 'NO_LONGER_KNOWN')) as used(age, name)`);
    await at.server.db.execute(
      sql`update personal_access_tokens set counted_since = now() - interval '100 days' where id = ${id}`,
    );
    const ofDays = (days: number) =>
      `days${days}: usage(days: ${days}) { since permissions { permission uses } unused_permissions }`;
    const { days2, days30, days400 } = await read(by, id, [2, 30, 400].map(ofDays).join(' '));
    expect(days2).toMatchObject({ permissions: [], unused_permissions: ['READ_USER', 'READ_ROLE'] });
    expect(days30.permissions).toEqual([{ permission: 'READ_USER', uses: '1' }]);
    expect(days30.since).toBe(`${dayIn(-30)}T00:00:00.000+00:00`);
    expect(days400.permissions.map(({ uses }: { uses: string }) => uses)).toEqual(['2', '1']);
    expect(days400.unused_permissions).toEqual([]);
    expect(days400.since.slice(0, 10)).toBe(dayIn(-100));
  });

  test('more time spans in one request than are read at the same time do not block each other', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER'));
    const { id } = await made(by);
    const spans = Array.from({ length: 12 }, (_, days) => `a${days}: usage(days: ${days + 1}) { unused_permissions }`);
    expect(Object.keys(await read(by, id, spans.join(' ')))).toHaveLength(12);
  });

  test.each([0, 401, -1])('%i days are refused', async (days) => {
    const by = await inBrowser(at.server, await at.as.having());
    const { id } = await made(by);
    const { errors } = await by(
      `{ personal_access_tokens(id: ${id}) { entities { usage(days: ${days}) { since } } } }`,
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'INVALID_INPUT', fields: { days: 'must be from 1 to 400.' } });
  });

  test('an address is odd if its network was first seen after the first week of use', async () => {
    const by = await inBrowser(at.server, await at.as.having());
    const { id, token } = await made(by);
    const seen: [string, string, number][] = [
      ['192.0.2.1', '192.0.2.0/24', 30],
      ['2001:db8:1::1', '2001:db8:1::/48', 25],
      ['198.51.100.1', '198.51.100.0/24', 20],
    ];
    for (const [address, network, ago] of seen)
      await at.server.db.execute(
        sql`insert into usage_addresses values (${id}, ${address}, ${network}, now() - make_interval(days => ${ago}::int), now() - make_interval(days => ${ago}::int), 1)`,
      );
    for (const ip of ['192.0.2.200', '2001:db8:1:ffff::7', '198.51.100.9', '203.0.113.5', '203.0.113.5'])
      await ask(at.server, { Authorization: `Bearer ${token}`, 'X-Forwarded-For': ip }, '{ me { id } }');
    const { addresses, first_odd_address } = (await read(by, id)).use;
    const oddOnes = addresses
      .filter(({ odd }: { odd: boolean }) => odd)
      .map(({ address }: { address: string }) => address);
    expect(oddOnes.sort()).toEqual(['198.51.100.1', '198.51.100.9', '203.0.113.5']);
    expect(first_odd_address).toEqual({ address: '198.51.100.1' });
    // The last unusual network is new since today.
    const odd = async (ask: typeof by, list: string, days: number) => {
      const { data, errors } = await ask(`{ list: ${list}(odd_since: "${inDays(days)}") { entities { id } } }`);
      expect(errors).toBeUndefined();
      return data.list.entities;
    };
    expect(await odd(by, 'personal_access_tokens', -1)).toEqual([{ id }]);
    expect(await odd(at.owner, 'all_personal_access_tokens', -1)).toEqual([{ id }]);
    expect(await odd(by, 'personal_access_tokens', 1)).toEqual([]);
    expect(await odd(at.owner, 'personal_access_tokens', -1)).toEqual([]);
    expect(addresses).toHaveLength(7);
    expect(addresses).toContainEqual({ address: '203.0.113.5', network: '203.0.113.0/24', uses: '2', odd: true });
    expect(addresses).toContainEqual({
      address: '2001:db8:1:ffff::7',
      network: '2001:db8:1::/48',
      uses: '1',
      odd: false,
    });
  });

  test('25 tokens take as many statements as one', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER'));
    const cost = async () => {
      await read(by, '0');
      at.server.statements.length = 0;
      const { data } = await by(`{ personal_access_tokens { entities { id ${use} } } }`);
      const tokens = data.personal_access_tokens.entities.length;
      return { tokens, statements: at.server.statements.length };
    };
    const { statements } = await cost();
    for (let count = 0; count < 24; count++) await made(by);
    expect(await cost()).toEqual({ tokens: 25, statements });
    expect(statements).toBeLessThanOrEqual(6);
  });

  test('the uses of another user’s token require READ_PERSONAL_ACCESS_TOKEN', async () => {
    const ada = await at.as.having();
    const { id } = await made(await inBrowser(at.server, ada));
    const query = `{ all_personal_access_tokens(id: ${id}) { entities { usage { since } } } }`;
    expect(refusal(await (await at.as.having('READ_USER')).ask(query)).missing).toEqual(['READ_PERSONAL_ACCESS_TOKEN']);
    const { data } = await (await at.as.having('READ_PERSONAL_ACCESS_TOKEN')).ask(query);
    expect(data.all_personal_access_tokens.entities[0].usage.since).toBeDefined();
  });

  test('a role shows which of its permissions none of its users used, by token or session', async () => {
    const ada = await at.as.having('READ_USER', 'READ_ROLE', 'CREATE_NOTE', 'READ_ALL_LOGS');
    const [role] = (await at.owner(`{ users(id: ${ada.id}) { entities { role { id } } } }`)).data.users.entities;
    const bob = await at.as.having();
    await at.owner(`mutation { updateUser(id: ${bob.id}, input: { role_id: ${role.role.id} }) { id } }`);
    const unused = async (by = at.owner, days = 90) => {
      await at.server.usage.flush();
      const { data } = await by(`{ roles(id: ${role.role.id}) { entities { unused_permissions(days: ${days}) } } }`);
      return data.roles.entities[0].unused_permissions;
    };
    expect(await unused()).toEqual(['READ_USER', 'READ_ROLE', 'CREATE_NOTE', 'READ_ALL_LOGS']);
    await ada.ask('{ users { entities { id } } }');
    expect(await unused()).toEqual(['READ_ROLE', 'CREATE_NOTE', 'READ_ALL_LOGS']);
    await (await inBrowser(at.server, bob))('{ logs { entities { id } } }');
    await at.owner('{ roles { entities { id } } }');
    expect(await unused()).toEqual(['READ_ROLE', 'CREATE_NOTE']);
    await at.server.db.execute(sql`update usage set day = day - 91`);
    expect(await unused()).toEqual(['READ_USER', 'READ_ROLE', 'CREATE_NOTE', 'READ_ALL_LOGS']);
    expect(await unused(at.owner, 92)).toEqual(['READ_ROLE', 'CREATE_NOTE']);
  });
});
