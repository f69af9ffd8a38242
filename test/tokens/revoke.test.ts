/** Revoking: immediate, of one or many tokens, and without showing which tokens exist. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { purge } from '../../src/domain/tokens/jobs.ts';
import { contents } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, dayMs, done, holding, inBrowser, made, regenerate, revoke, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let by: Ask;
  beforeAll(async () => {
    by = await inBrowser(at.server, await at.as.having());
  });

  const status = async (token: string) => (await holding(at.server, token)('{ me { id } }')).status;
  const several = (who: Ask, variables: object) =>
    who(
      'mutation ($ids: [Int64Bit!], $all: Boolean, $reason: String) { done: deletePersonalAccessTokens(ids: $ids, all: $all, reason: $reason) { id success } }',
      variables,
    );
  const state = async (id: string) => {
    const query = sql`select revoked_at is not null as revoked, revoke_reason from personal_access_tokens where id = ${id}`;
    return (await rowsOf<{ revoked: boolean; revoke_reason: string | null }>(at.server, query))[0];
  };

  test('revokes one of several tokens, at once and no other', async () => {
    const [one, two, three] = [await made(by), await made(by), await made(by)];
    expect((await revoke(by, two.id, 'leaked')).data.done).toEqual({ success: true });
    expect(await Promise.all([one, two, three].map(({ token }) => status(token)))).toEqual([200, 401, 200]);
    expect(await state(two.id)).toEqual({ revoked: true, revoke_reason: 'leaked' });
  });

  test('keeps another user’s token with the same name', async () => {
    const other = await inBrowser(at.server, await at.as.having());
    const [mine, theirs] = [await made(by, { name: 'Same' }), await made(other, { name: 'Same' })];
    await revoke(by, mine.id);
    expect(await Promise.all([mine, theirs].map(({ token }) => status(token)))).toEqual([401, 200]);
  });

  test('of an unknown, another user’s or already revoked token succeeds and changes nothing', async () => {
    const [gone, theirs] = [await made(by), await made(at.owner)];
    await revoke(by, gone.id, 'first');
    const before = await contents(at.server);
    for (const id of ['987654', theirs.id, gone.id])
      expect((await revoke(by, id, 'second')).data.done).toEqual({ success: true });
    expect(await contents(at.server)).toBe(before);
    expect(await status(theirs.token)).toBe(200);
  });

  test('of one secret ends the token only while it has that secret', async () => {
    const revokeSecret = (id: string, last_four: string) =>
      by(
        'mutation ($id: Int64Bit!, $last_four: String) { done: deletePersonalAccessToken(id: $id, last_four: $last_four) { success } }',
        { id, last_four },
      );
    const token = await made(by);
    const renewed = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
    const { errors } = await revokeSecret(token.id, token.token.slice(-4));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: { last_four: expect.any(String) } });
    expect(await state(token.id)).toEqual({ revoked: false, revoke_reason: null });
    expect((await revokeSecret(token.id, renewed.token.slice(-4))).data.done).toEqual({ success: true });
    expect(await Promise.all([token, renewed].map(({ token }) => status(token)))).toEqual([401, 401]);
    expect((await revokeSecret(token.id, token.token.slice(-4))).data.done).toEqual({ success: true });
    const theirs = await made(at.owner);
    expect((await revokeSecret(theirs.id, 'none')).data.done).toEqual({ success: true });
  });

  test('of another user’s token requires DELETE_PERSONAL_ACCESS_TOKEN', async () => {
    const mine = await made(by);
    const may = await inBrowser(at.server, await at.as.having('DELETE_PERSONAL_ACCESS_TOKEN'));
    await revoke(may, mine.id);
    expect(await status(mine.token)).toBe(401);
  });

  test('of many returns a result for each id, and the same for another user’s token as for an unknown one', async () => {
    const [one, two, theirs] = [await made(by), await made(by), await made(at.owner)];
    const ids = [one.id, '987654', theirs.id, two.id];
    const { data } = await several(by, { ids, reason: 'cleaning up' });
    expect(data.done).toEqual(ids.map((id) => ({ id, success: true })));
    expect(await Promise.all([one, two, theirs].map(({ token }) => status(token)))).toEqual([401, 401, 200]);
    expect(await state(two.id)).toEqual({ revoked: true, revoke_reason: 'cleaning up' });
  });

  test('with `all` revokes the caller’s own tokens, even for a caller who may revoke all tokens', async () => {
    const who = await at.as.having('DELETE_PERSONAL_ACCESS_TOKEN');
    const theirs = await inBrowser(at.server, who);
    const [token, other] = [await made(theirs), await made(by)];
    const { data } = await several(theirs, { all: true });
    expect(data.done.map(({ id }: { id: string }) => id)).toContain(token.id);
    expect(data.done).toHaveLength(2);
    for (const secret of [token.token, who.token]) expect(await status(secret)).toBe(401);
    expect(await status(other.token)).toBe(200);
  });

  test.each([{}, { all: false }, { ids: ['1'], all: true }, { ids: Array(1001).fill('1') }])(
    'is refused with neither ids nor all, with both, and with too many ids: %#',
    async (variables) => {
      expect((await several(by, variables)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    },
  );

  test('adds one log entry with the user and the reason', async () => {
    const { id, name } = await made(by);
    await Promise.all(Array.from({ length: 8 }, () => revoke(by, id, 'once')));
    const log = sql`select message, current, credential from logs where loggable_id = ${id} and type = 'UPDATED'`;
    expect(await rowsOf(at.server, log)).toEqual([
      {
        message: `Personal access token ${name} was revoked.`,
        current: JSON.stringify({ revoked: true, revoke_reason: 'once' }),
        credential: 'session',
      },
    ]);
  });

  test('revoked tokens are deleted after 90 days, and other tokens never', async () => {
    const [long, short, live] = [await made(by), await made(by), await made(by)];
    await holding(at.server, long.token)('{ me { id } }');
    await at.server.usage.flush(true);
    for (const { id } of [long, short]) await revoke(by, id);
    const { db, mail } = at.server;
    const run = (days: number) =>
      purge({ db, mail, now: new Date(Date.now() + days * dayMs), failed: (error) => Promise.reject(error) });
    await run(89);
    expect(await state(long.id)).toMatchObject({ revoked: true });
    await at.server.db.execute(
      sql`update personal_access_tokens set revoked_at = now() + interval '30 days' where id = ${short.id}`,
    );
    expect(await run(91)).toBeGreaterThan(0);
    expect(await state(long.id)).toBeUndefined();
    expect([await state(short.id), await state(live.id)]).toMatchObject([{ revoked: true }, { revoked: false }]);
    expect(await status(live.token)).toBe(200);
  });
});
