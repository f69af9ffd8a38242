/** When tokens expire: which dates are accepted, and the longest lifetime that the policy allows, to the day. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  copy,
  create,
  dayIn,
  dayMs,
  done,
  edit,
  freshName,
  holding,
  inBrowser,
  inDays,
  made,
  regenerate,
  setPolicy,
  world,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let by: Ask;
  const limit = (maximum_token_lifetime_days: number) => setPolicy(at, { maximum_token_lifetime_days });
  const noLimit = () => setPolicy(at, { unset_maximum_token_lifetime_days: true });
  beforeEach(async () => {
    await noLimit();
    by = await inBrowser(at.server, await at.as.having());
  });

  const refused = async (input: object) =>
    expectRefusal(at.server, 'INVALID_INPUT', () => create(by, { name: freshName(), ...input }));

  test.each([
    ['an instant in the past', { expires_at: new Date(Date.now() - 1000).toISOString() }],
    ['yesterday', { expires_on: dayIn(-1) }],
    ['today, which has already begun', { expires_on: dayIn(0) }],
    ['both an instant and a day', { expires_at: inDays(2), expires_on: dayIn(2) }],
  ])('an expiry of %s is refused', async (_what, input) => {
    await refused(input);
  });

  test('without a limit a token may expire in a century, or never', async () => {
    expect((await made(by, { expires_on: dayIn(36_500) })).expired).toBe(false);
    expect((await made(by)).expires_at).toBeNull();
  });

  test('an expiry at the limit or a day before is accepted, and a day later is refused with the last day in the message', async () => {
    await limit(30);
    expect((await made(by, { expires_on: dayIn(30) })).expires_at).toBe(`${dayIn(30)}T00:00:00.000+00:00`);
    await made(by, { expires_at: new Date(Date.now() + 30 * dayMs).toISOString() });
    await made(by, { expires_on: dayIn(29) });
    await made(by, { expires_at: inDays(29) });
    for (const [input, field] of [
      [{ expires_on: dayIn(31) }, 'expires_on'],
      [{ expires_at: inDays(31) }, 'expires_at'],
      [{ expires_at: new Date(Date.now() + 30 * dayMs + 60_000).toISOString() }, 'expires_at'],
    ] as const) {
      const { message, extensions } = await refused(input);
      expect(Object.keys(extensions.fields ?? {})).toEqual([field]);
      expect(message).toContain(`at most 30 days away, ${dayIn(30)} at the latest`);
    }
  });

  test('with a limit an expiry is required', async () => {
    await limit(30);
    expect((await refused({})).message).toContain(dayIn(30));
  });

  test('the shortest limit allows tomorrow', async () => {
    await limit(1);
    await made(by, { expires_on: dayIn(1) });
    await refused({ expires_on: dayIn(2) });
  });

  test('the limit applies to editing, copying and regenerating too', async () => {
    const { id } = await made(by, { expires_at: inDays(60) });
    const endless = await made(by);
    await limit(30);
    const ways: (() => ReturnType<Ask>)[] = [
      () => edit(by, id, { expires_at: inDays(31) }),
      () => edit(by, id, { unset_expires_at: true }),
      () => copy(by, id, { name: freshName() }),
      () => copy(by, endless.id, { name: freshName() }),
      () => regenerate(by, id),
      () => regenerate(by, endless.id),
      () => regenerate(by, id, { expires_on: dayIn(31) }),
    ];
    for (const way of ways) expect((await expectRefusal(at.server, 'INVALID_INPUT', way)).message).toContain(dayIn(30));
    await done(edit(by, id, { name: freshName(), expires_on: dayIn(30) }));
    await done(edit(by, id, { name: freshName() }));
    await done(copy(by, endless.id, { name: freshName(), expires_on: dayIn(30) }));
    await done(regenerate(by, endless.id, { expires_on: dayIn(30) }));
  });

  test('name and description can be edited although the expiry exceeds the limit, but the cap cannot', async () => {
    const endless = await made(by, { methods: ['me'], allowed_subnets: ['127.0.0.0/8'] });
    const long = await made(by, { expires_at: inDays(60) });
    await limit(30);
    for (const { id } of [endless, long]) {
      const words = { name: freshName(), description: 'Runs at night.' };
      expect(await done(edit(by, id, words))).toMatchObject(words);
      for (const input of [
        { methods: ['me', 'users'] },
        { unset_methods: true },
        { allowed_subnets: ['10.0.0.0/8'] },
        { unset_allowed_subnets: true },
        { operations: [{ document: '{ me { id } }' }] },
      ]) {
        const refused = await expectRefusal(at.server, 'INVALID_INPUT', () => edit(by, id, { ...words, ...input }));
        expect(refused.message).toContain(dayIn(30));
      }
      await done(edit(by, id, { methods: ['me'], expires_on: dayIn(30) }));
    }
  });

  test('tokens beyond a new limit keep working and are listed', async () => {
    const { id, token } = await made(by);
    const long = await made(by, { expires_at: inDays(60) });
    const short = await made(by, { expires_at: inDays(20) });
    await limit(30);
    expect((await holding(at.server, token)('{ me { id } }')).status).toBe(200);
    const ids = [id, long.id, short.id];
    const { data } = await at.owner(
      '{ all_personal_access_tokens(over_lifetime_limit: true, paginator: {page: 1, records_per_page: 10000}) { entities { id } } }',
    );
    const found = data.all_personal_access_tokens.entities.map((each: { id: string }) => each.id);
    expect(ids.filter((each) => found.includes(each))).toEqual([id, long.id]);
  });

  test('an expired token is listed as expired, and can be renamed, regenerated with a new expiry and revoked', async () => {
    const { id, name } = await made(by, { expires_at: inDays(1) });
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = clock_timestamp() - interval '1 day' where id = ${id}`,
    );
    const own = '{ personal_access_tokens(expired: true) { entities { id name expired state revoked } } }';
    const listed = { id, name, expired: true, state: 'EXPIRED', revoked: false };
    expect((await by(own)).data.personal_access_tokens.entities).toEqual([listed]);
    await limit(30);
    await done(edit(by, id, { description: 'of old' }));
    await expectRefusal(at.server, 'INVALID_INPUT', () => regenerate(by, id));
    const again = await done(regenerate(by, id, { expires_on: dayIn(30) }));
    expect(again).toMatchObject({ id, name, expired: false, state: 'ACTIVE' });
    expect((await holding(at.server, again.token)('{ me { id } }')).status).toBe(200);
  });

  test('the policy refuses limits outside its bounds', async () => {
    for (const maximum_token_lifetime_days of [0, -1, 36_501]) {
      const text =
        'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { warning_days } }';
      await expectRefusal(at.server, 'INVALID_INPUT', () => at.owner(text, { input: { maximum_token_lifetime_days } }));
    }
  });
});
