/** A token limited to subnets: the address behind the trusted proxies is checked, and a refusal is logged. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { ask } from '../test-users.ts';
import { create, edit, holding, made, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8,198.51.100.0/24' }));

  const from = async (token: string, forwarded: string) => {
    const { status, data, errors } = await ask(
      at.server,
      { Authorization: `Bearer ${token}`, 'X-Forwarded-For': forwarded },
      '{ me { id } }',
    );
    return { status, code: errors?.[0]?.extensions.code, me: data?.me };
  };
  const welcome = { status: 200, me: { id: expect.any(String) } };
  const denied = { status: 403, code: 'FORBIDDEN' };

  test('it works from inside its subnets and is refused outside', async () => {
    const { token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24', '2001:db8:1::/48'] });
    for (const inside of ['203.0.113.7', '2001:db8:1:2::3', '::ffff:203.0.113.7'])
      expect(await from(token, inside)).toEqual(welcome);
    for (const outside of ['203.0.114.7', '2001:db8:2::1', '127.0.0.1'])
      expect(await from(token, outside)).toEqual(denied);
  });

  test('they are stored in one form: without host bits, each once, and as IPv4 if they are IPv4 in the form of IPv6', async () => {
    const allowed_subnets = ['203.0.113.7/24', '203.0.113.0/24', '2001:DB8:1:0::9/48', '::ffff:192.0.2.0/120'];
    const { token, ...shown } = await made(at.owner, { allowed_subnets });
    expect(shown.allowed_subnets).toEqual(['203.0.113.0/24', '2001:db8:1::/48', '192.0.2.0/24']);
    expect(await from(token, '192.0.2.7')).toEqual(welcome);
  });

  test('trusted proxies are skipped, and addresses that they did not add are ignored', async () => {
    const { token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    expect(await from(token, '192.0.2.1, 203.0.113.7, 198.51.100.9')).toEqual(welcome);
    expect(await from(token, '203.0.113.7, 192.0.2.1')).toEqual(denied);
  });

  test('a refusal has its own error, is logged with the address, and does not count as a use', async () => {
    const { id, token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    expect(await from(token, '192.0.2.44')).toEqual(denied);
    const denials = sql`select message, current from logs where loggable_type = 'PersonalAccessToken'
      and loggable_id = ${id} and type = 'OTHER'`;
    expect(await rowsOf(at.server, denials)).toEqual([
      {
        message: 'A personal access token was refused because of the address it came from.',
        current: JSON.stringify({ ip: '192.0.2.44', user_id: at.ownerId }),
      },
    ]);
    await at.server.usage.flush(true);
    expect(await rowsOf(at.server, sql`select * from token_uses where token_id = ${id}`)).toEqual([]);
  });

  test('subnets can be changed and unset', async () => {
    const { id, token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    await edit(at.owner, id, { allowed_subnets: ['192.0.2.0/24'] });
    expect(await from(token, '203.0.113.7')).toEqual(denied);
    expect(await from(token, '192.0.2.7')).toEqual(welcome);
    await edit(at.owner, id, { unset_allowed_subnets: true });
    expect((await holding(at.server, token)('{ me { id } }')).status).toBe(200);
  });

  test.each([
    [[]],
    [['10.0.0.0']],
    [['10.0.0.0/33']],
    [['nonsense']],
    [['fe80::%1/64']],
    [Array(51).fill('10.0.0.0/8')],
  ])('an empty list, invalid subnets and too many are refused: %j', async (allowed_subnets) => {
    await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, { name: 'subnets', allowed_subnets }));
  });
});
