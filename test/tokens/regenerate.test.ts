/** Regenerating: a new secret with the same id, name and cap, safe for retries, races and programs with the old secret. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  dayIn,
  done,
  edit,
  holding,
  inBrowser,
  inDays,
  made,
  regenerate,
  revoke,
  rowsOf,
  world,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let by: Ask;
  beforeAll(async () => {
    by = await inBrowser(at.server, await at.as.having('READ_USER'));
  });

  const status = async (token: string) => (await holding(at.server, token)('{ me { id } }')).status;
  /** Moves the last regeneration back by this time. */
  const later = (id: string, time: string) =>
    at.server.db.execute(
      sql`update personal_access_tokens set regenerated_at = regenerated_at - ${time}::interval where id = ${id}`,
    );
  const codes = (answers: Awaited<ReturnType<Ask>>[]) => answers.map(({ errors }) => errors?.[0]?.extensions.code);

  test('keeps id, name, type and cap; the new secret works at once, and the old one does not', async () => {
    const token = await made(by, { permissions: ['READ_USER'], methods: ['me'], expires_on: dayIn(9) });
    const again = await done(regenerate(by, token.id));
    const { token: secret, start, last_four, updated_at, _version, ...kept } = again;
    expect(token).toMatchObject(kept);
    expect([start, last_four]).toEqual([secret.slice(0, 8), secret.slice(-4)]);
    expect(await Promise.all([token.token, secret].map(status))).toEqual([401, 200]);
  });

  test('gives each type its own prefix', async () => {
    const { token, id } = await made(at.owner, { type: 'GLOBAL_ANALYSIS' });
    expect((await done(regenerate(at.owner, id))).token).toMatch(/^lkg_[0-9A-Za-z]{36}$/);
    expect(await status(token)).toBe(401);
  });

  test('accepts a new expiry, keeps a future one, and requires one if it is past', async () => {
    const { id, expires_at } = await made(by, { expires_at: inDays(5) });
    expect((await done(regenerate(by, id))).expires_at).toBe(expires_at);
    await later(id, '1 day');
    expect((await done(regenerate(by, id, { expires_on: dayIn(2) }))).expires_at).toContain(dayIn(2));
    await later(id, '1 day');
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${id}`);
    const error = await expectRefusal(at.server, 'INVALID_INPUT', () => regenerate(by, id));
    expect(Object.keys(error.extensions.fields ?? {})).toEqual(['expires_at']);
  });

  test('is refused for a revoked, another user’s and an unknown token', async () => {
    const mine = await made(by);
    await revoke(by, mine.id);
    await expectRefusal(at.server, 'CONFLICT', () => regenerate(by, mine.id));
    for (const id of [(await made(at.owner)).id, '987654'])
      await expectRefusal(at.server, 'NOT_FOUND', () => regenerate(by, id));
  });

  test('a hundred parallel requests with one idempotency key create one new secret', async () => {
    const { id, token } = await made(by);
    const tries = Array.from({ length: 100 }, () => regenerate(by, id, { idempotency_key: 'deploy 41' }));
    const answers = await Promise.all(tries);
    expect(codes(answers)).toEqual(Array(100).fill(undefined));
    const secrets = new Set(answers.map(({ data }) => data.done.token));
    expect(secrets.size).toBe(1);
    expect(await Promise.all([token, ...secrets].map(status))).toEqual([401, 200]);
    const log = sql`select id from logs where loggable_id = ${id} and message like '%was regenerated.'`;
    expect(await rowsOf(at.server, log)).toHaveLength(1);
  });

  test('of a hundred parallel requests with different keys one succeeds and the others get CONFLICT', async () => {
    const { id, token } = await made(by);
    const tries = Array.from({ length: 100 }, (_, i) => regenerate(by, id, { idempotency_key: `deploy ${i}` }));
    const answers = await Promise.all(tries);
    expect(codes(answers).toSorted()).toEqual([...Array(99).fill('CONFLICT'), undefined]);
    const winner = answers.find(({ errors }) => !errors)?.data.done.token;
    expect(await Promise.all([token, winner].map(status))).toEqual([401, 200]);
  });

  test('of several parallel requests without a key one succeeds too', async () => {
    const { id } = await made(by);
    const answers = await Promise.all(Array.from({ length: 10 }, () => regenerate(by, id)));
    expect(codes(answers).toSorted()).toEqual([...Array(9).fill('CONFLICT'), undefined]);
  });

  test('a retry within the hour gets the same secret, and later or with another key a new one', async () => {
    const { id } = await made(by);
    const again = async (idempotency_key: string) => (await done(regenerate(by, id, { idempotency_key }))).token;
    const first = await again('a');
    await later(id, '59 minutes');
    expect(await again('a')).toBe(first);
    const second = await again('b');
    expect(second).not.toBe(first);
    await later(id, '61 minutes');
    const third = await again('b');
    expect(third).not.toBe(second);
    expect(await Promise.all([first, second, third].map(status))).toEqual([401, 401, 200]);
  });

  test('an idempotency key belongs to its sender: the same key of another user does not show the secret', async () => {
    const { id } = await made(by);
    const first = await done(regenerate(by, id, { idempotency_key: 'deploy 42' }));
    const admin = await inBrowser(at.server, { id: at.ownerId });
    const admins = () => regenerate(admin, id, { idempotency_key: 'deploy 42' });
    await expectRefusal(at.server, 'CONFLICT', admins);
    await later(id, '1 minute');
    const second = await done(admins());
    expect(second.token).not.toBe(first.token);
    await later(id, '1 minute');
    expect((await done(regenerate(by, id, { idempotency_key: 'deploy 42' }))).token).not.toBe(second.token);
  });

  test('a retry that shows the secret again is logged, without the secret', async () => {
    const { id, name } = await made(by);
    const first = await done(regenerate(by, id, { idempotency_key: 'deploy 43' }));
    expect((await done(regenerate(by, id, { idempotency_key: 'deploy 43' }))).token).toBe(first.token);
    const [entry] = await lastEntries(at.server);
    const message = `The new secret of personal access token ${name} was shown again, for a retry.`;
    expect(entry).toMatchObject({
      message,
      loggable_type: 'PersonalAccessToken',
      loggable_id: id,
      credential: 'session',
    });
    expect(JSON.stringify(entry)).not.toContain(first.token);
  });

  test('an idempotency key belongs to one token: the same key on another token gives another secret', async () => {
    const [one, other] = [await made(by), await made(by)];
    const secrets = [];
    for (const { id } of [one, other])
      secrets.push((await done(regenerate(by, id, { idempotency_key: 'same' }))).token);
    expect(new Set(secrets).size).toBe(2);
  });

  describe('for a delivery', () => {
    const awaits = { awaits_delivery: true, overlap_minutes: 60 };
    const isAwaited = async (id: string) =>
      (
        await rowsOf<{ awaits_delivery: boolean }>(
          at.server,
          sql`select awaits_delivery from personal_access_tokens where id = ${id}`,
        )
      )[0]?.awaits_delivery;

    test('a retry gets the same secret until it was delivered, also after the hour', async () => {
      const { id } = await made(by);
      const again = async () => (await done(regenerate(by, id, { ...awaits, idempotency_key: 'a' }))).token as string;
      const first = await again();
      await later(id, '2 hours');
      expect(await again()).toBe(first);
      await done(edit(by, id, { secret_delivered: first.slice(-4) }));
      expect(await isAwaited(id)).toBe(false);
      expect(await again()).not.toBe(first);
    });

    test('another new secret before the last one was delivered does not end the one in use', async () => {
      const { id, token } = await made(by);
      const first = (await done(regenerate(by, id, awaits))).token;
      await later(id, '1 minute');
      const second = (await done(regenerate(by, id, awaits))).token;
      expect(await Promise.all([token, first].map(status))).toEqual([200, 401]);
      expect(await status(second)).toBe(200);
      expect(await status(token)).toBe(401);
    });

    test('that another secret than the current one was delivered is a CONFLICT, and it still awaits delivery', async () => {
      const { id, token } = await made(by);
      await done(regenerate(by, id, awaits));
      const { extensions } = await expectRefusal(at.server, 'CONFLICT', () =>
        edit(by, id, { secret_delivered: token.slice(-4) }),
      );
      expect(extensions).toMatchObject({ reason: 'SECRET_REPLACED' });
      expect(await isAwaited(id)).toBe(true);
    });
  });

  describe('with overlap', () => {
    test('the old secret works until the first use of the new one, and never again', async () => {
      const token = await made(by);
      const { token: secret } = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      for (let time = 0; time < 3; time++) expect(await status(token.token)).toBe(200);
      expect(await status(secret)).toBe(200);
      expect(await status(token.token)).toBe(401);
      expect(await status(secret)).toBe(200);
    });

    test('the old secret works until the overlap ends, even if the new one was never used', async () => {
      const token = await made(by);
      const { token: secret } = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      const setWindow = (end: string) =>
        at.server.db.execute(
          sql`update personal_access_tokens set previous_until = clock_timestamp() + ${end}::interval where id = ${token.id}`,
        );
      await setWindow('1 minute');
      expect(await status(token.token)).toBe(200);
      await setWindow('0 seconds');
      expect(await Promise.all([token.token, secret].map(status))).toEqual([401, 200]);
    });

    test('a refused use of the new secret does not end the overlap', async () => {
      const token = await made(by, { allowed_subnets: ['203.0.113.0/24'] });
      const { token: secret } = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      expect(await status(secret)).toBe(403);
      const left = sql`select previous_until > clock_timestamp() as left from personal_access_tokens where id = ${token.id}`;
      expect(await rowsOf(at.server, left)).toEqual([{ left: true }]);
    });

    test('revoking ends both secrets', async () => {
      const token = await made(by);
      const { token: secret } = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      await revoke(by, token.id);
      expect(await Promise.all([token.token, secret].map(status))).toEqual([401, 401]);
    });

    test('a second regeneration ends the overlap of the first secret', async () => {
      const token = await made(by);
      const second = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      await later(token.id, '1 minute');
      const third = await done(regenerate(by, token.id, { overlap_minutes: 60 }));
      expect(await Promise.all([token, second].map((each) => status(each.token)))).toEqual([401, 200]);
      expect(await status(third.token)).toBe(200);
    });

    test.each([-1, 10_081])('an overlap of %s minutes is refused', async (overlap_minutes) => {
      const { id } = await made(by);
      await expectRefusal(at.server, 'INVALID_INPUT', () => regenerate(by, id, { overlap_minutes }));
    });
  });
});
