/** Searching addresses and subnets: an address equals the searched one or is in the searched subnet. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { setFirewall } from '../firewall/sending.ts';
import { kinds } from '../server.ts';
import { type Ask, inBrowser, made, world } from '../tokens/acts.ts';

const addresses = ['10.1.2.3', '10.200.0.1', '192.0.2.1', '2001:db8::1', '2001:db8:ffff::1', '::1'];
const subnets = ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.1/32', '2001:db8::/32'];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let by: Ask;
  beforeAll(async () => {
    const who = await at.as.having();
    by = await inBrowser(at.server, who);
    for (const ip of addresses)
      await at.server.db.insert(sessions).values({
        ...{ userId: who.id, secretHash: Buffer.from(ip), ip },
        expiresAt: sql`clock_timestamp() + interval '1 day'`,
      });
    await setFirewall(at.server, false, ...subnets);
  });

  const field = (attribute: string, search_value: string, match = true) => ({
    search: { ip_address_fields: { attribute, search_value, match } },
  });

  const sessionsAt = async (value: string, match?: boolean): Promise<string[]> => {
    const query =
      '($search: [Search]) { me { sessions(search: $search, sorter: [{ attribute: "id", direction: ASC }]) { entities { ip } } } }';
    const { data } = await by(`query ${query}`, field('ip', value, match));
    return data.me.sessions.entities.map(({ ip }: { ip: string }) => ip).filter((ip: string) => ip !== '127.0.0.1');
  };

  test.each([
    ['10.1.2.3', ['10.1.2.3']],
    ['10.0.0.0/8', ['10.1.2.3', '10.200.0.1']],
    ['10.1.2.99/24', ['10.1.2.3']],
    ['0.0.0.0/0', ['10.1.2.3', '10.200.0.1', '192.0.2.1']],
    ['::ffff:10.1.2.3', ['10.1.2.3']],
    ['::ffff:10.0.0.0/104', ['10.1.2.3', '10.200.0.1']],
    ['2001:DB8:0::0001', ['2001:db8::1']],
    ['2001:db8::/48', ['2001:db8::1']],
    ['2001:db8::/32', ['2001:db8::1', '2001:db8:ffff::1']],
    ['::/0', ['2001:db8::1', '2001:db8:ffff::1', '::1']],
    ['198.51.100.1', []],
  ])('addresses at %s are found, and with match: false all others', async (value, found) => {
    expect(await sessionsAt(value)).toEqual(found);
    expect(await sessionsAt(value, false)).toEqual(addresses.filter((address) => !found.includes(address)));
  });

  const rulesAt = async (value: string, match = true): Promise<string[]> => {
    const query =
      'query ($search: [Search]) { application_firewall_rules(search: $search, sorter: [{ attribute: "id", direction: ASC }]) { entities { subnet } } }';
    const { data } = await at.owner(query, field('subnet', value, match));
    return data.application_firewall_rules.entities.map(({ subnet }: { subnet: string }) => subnet);
  };

  test.each([
    ['10.1.2.3', ['10.0.0.0/8', '10.1.0.0/16']],
    ['192.0.2.1', ['192.0.2.1/32']],
    ['10.0.0.0/8', ['10.0.0.0/8', '10.1.0.0/16']],
    ['10.1.0.0/16', ['10.1.0.0/16']],
    ['2001:db8:1::1', ['2001:db8::/32']],
    ['0.0.0.0/0', ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.1/32']],
  ])('subnets that contain the address or are in the subnet %s are found', async (value, found) => {
    expect(await rulesAt(value)).toEqual(found);
    expect(await rulesAt(value, false)).toEqual(subnets.filter((subnet) => !found.includes(subnet)));
  });

  test('of the subnets of a token one must match, and a token without a limit matches nothing', async () => {
    for (const [name, allowed_subnets] of [
      ['build', ['10.1.0.0/16', '2001:db8::/32']],
      ['office', ['192.0.2.0/24']],
      ['anywhere', null],
    ] as const)
      await made(by, { name, ...(allowed_subnets ? { allowed_subnets } : {}) });
    const named = async (value: string, match = true) => {
      const query = 'query ($search: [Search]) { personal_access_tokens(search: $search) { entities { name } } }';
      const { data } = await by(query, field('allowed_subnets', value, match));
      return data.personal_access_tokens.entities
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => name !== 'test');
    };
    expect(await named('10.1.2.3')).toEqual(['build']);
    expect(await named('2001:db8::/24')).toEqual(['build']);
    expect(await named('192.0.2.9')).toEqual(['office']);
    expect(await named('192.0.2.9', false)).toEqual(['build', 'anywhere']);
  });

  test('the address of the last use of a token is searched', async () => {
    const person = await at.as.having();
    await person.ask('{ my_ip_address { ip } }');
    await at.server.usage.flush(true);
    const count = async (value: string) =>
      (
        await at.owner(
          'query ($search: [Search]) { all_personal_access_tokens(search: $search) { page_info { total_count } } }',
          field('last_used_ip', value),
        )
      ).data.all_personal_access_tokens.page_info.total_count;
    const [used] = await at.server.db.select().from(tokens).where(eq(tokens.userId, person.id));
    expect(used).toBeDefined();
    expect(await count('127.0.0.0/8')).toBeGreaterThan(0);
    expect(await count('10.0.0.0/8')).toBe(0);
  });

  test.each(['', 'localhost', '10.0.0', '10.0.0.1/33', '10.0.0.0/8/8', 'fe80::1%eth0', '010.0.0.1'])(
    '%p is neither an address nor a subnet',
    async (value) => {
      const query = 'query ($search: [Search]) { application_firewall_rules(search: $search) { entities { id } } }';
      const { errors } = await at.owner(query, field('subnet', value));
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { search_value: expect.any(String) },
      });
    },
  );

  test('an equality test of an address compares it whole, and texts are still found in it', async () => {
    const found = async (args: string) =>
      (await by(`{ me { sessions(${args}) { entities { ip } } } }`)).data.me.sessions.entities.map(
        ({ ip }: { ip: string }) => ip,
      );
    expect(await found('ip: "10.1.2.3"')).toEqual(['10.1.2.3']);
    expect(await found('search: { string_fields: { attribute: "ip", search_value: "10.", match: true } }')).toEqual([
      '10.1.2.3',
      '10.200.0.1',
    ]);
  });
});
