/** Looking up by the first digits of a hash whether a value is a live token, without sending the value. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { hashSecret } from '../../src/domain/base/secrets.ts';
import { type Sent, stepsFor } from '../lists/explained.ts';
import { fillLists, pretendRows } from '../lists/many-rows.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { cookieOf, done, edit, inBrowser, inDays, made, regenerate, revoke, type World } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const sent: Sent[] = [];
  const at = {} as World;
  let server: Latchkey;
  let scanner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind, {}, { observe: (text, values) => sent.push({ text, values }) });
    at.server = server;
    scanner = await people(server).having('READ_TOKEN_HASH');
  });
  afterAll(() => server.stop());

  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
  async function ask(digits: string, headers: Record<string, string> = { Authorization: `Bearer ${scanner.token}` }) {
    const response = await server.fetch(`/leaked/${digits}`, { headers });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) };
  }
  /** Whether the value is live, as a scanner finds out. */
  async function isLive(token: string, count = 5): Promise<boolean> {
    const hash = hashOf(token);
    const { body } = await ask(hash.slice(0, count));
    return body.hashes.includes(hash.slice(count));
  }
  const person = async () => inBrowser(server, await people(server).having());

  test.each([5, 6, 7, 40, 64])('finds a live token by %i digits, and no other', async (count) => {
    const { token } = await made(await person());
    expect(await isLive(token, count)).toBe(true);
    const other = hashOf(`${token}x`);
    const { body } = await ask(other.slice(0, Math.max(count, 8)));
    expect(body).toEqual({ hashes: [] });
    expect((await ask(hashOf(token).slice(0, count).toUpperCase())).body.hashes).toHaveLength(1);
  });

  test('answers with the remaining digits of all that begin so, at both ends of the range, sorted', async () => {
    const { id } = await people(server).having();
    const hashes = [
      `abcd0${'0'.repeat(59)}`,
      `abcd0${'f'.repeat(59)}`,
      `abcd1${'0'.repeat(59)}`,
      `abccf${'f'.repeat(59)}`,
    ];
    for (const [index, hash] of hashes.entries())
      await server.db.execute(
        sql`insert into personal_access_tokens (user_id, name, name_key, secret_hash, start, last_four)
          values (${id}, ${`n${index}`}, ${`n${index}`}, ${Buffer.from(hash, 'hex')}, '', '')`,
      );
    expect((await ask('abcd0')).body).toEqual({ hashes: ['0'.repeat(59), 'f'.repeat(59)] });
    expect((await ask('abcd0f')).body).toEqual({ hashes: ['f'.repeat(58)] });
  });

  test('revoked, expired and replaced values and those of disabled owners are not live, a value in its overlap is', async () => {
    const owner = await people(server).having();
    const by = await inBrowser(server, owner);
    const [revoked, expired, rotated] = [await made(by), await made(by), await made(by)];
    await revoke(by, revoked.id);
    await done(edit(by, expired.id, { expires_at: inDays(1) }));
    await server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${expired.id}`);
    expect([await isLive(revoked.token), await isLive(expired.token)]).toEqual([false, false]);
    const { token } = await done(regenerate(by, rotated.id, { overlap_minutes: 10 }));
    expect([await isLive(rotated.token), await isLive(token)]).toEqual([true, true]);
    await server.db.execute(sql`update personal_access_tokens set previous_until = now() where id = ${rotated.id}`);
    expect([await isLive(rotated.token), await isLive(token)]).toEqual([false, true]);
    await server.db.execute(sql`update users set enabled = false where id = ${owner.id}`);
    expect(await isLive(token)).toBe(false);
  });

  test('requires READ_TOKEN_HASH of the account and of the token, and a credential', async () => {
    const all = await people(server).having('READ_PERSONAL_ACCESS_TOKEN', 'READ_USER');
    const denied = await ask('abcd0', { Authorization: `Bearer ${all.token}` });
    expect(denied).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { missing_permissions: ['READ_TOKEN_HASH'] } }] },
    });
    const by = await inBrowser(server, scanner);
    for (const [cap, status] of [
      [{ permissions: ['READ_TOKEN_HASH'] }, 200],
      [{ methods: ['me'] }, 403],
    ] as const)
      expect((await ask('abcd0', { Authorization: `Bearer ${(await made(by, cap)).token}` })).status).toBe(status);
    expect((await ask('abcd0', {})).status).toBe(401);
    expect((await ask('abcd0', { Cookie: await cookieOf(server, scanner) })).status).toBe(200);
    const elsewhere = { Cookie: await cookieOf(server, scanner), Origin: 'https://elsewhere.example' };
    expect((await ask('abcd0', elsewhere)).status).toBe(403);
  });

  test.each(['abcd', 'abcdg', 'a'.repeat(65), '%', 'abcd0%20'])('refuses %s', async (digits) => {
    expect(await ask(digits)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { fields: { hash: expect.any(String) } } }] },
    });
  });

  test('the length of an answer does not show how many there are', async () => {
    const { token } = await made(await person());
    const [some, none] = [await ask(hashOf(token).slice(0, 5)), await ask('00000')];
    expect(some.body.hashes.length).toBeGreaterThan(none.body.hashes.length);
    expect(some.text.length).toBe(none.text.length);
  });

  test('sends one statement besides that of the credential, which reads hashes only by their indexes', async () => {
    await fillLists(server.db, 2_000);
    await server.db.execute('vacuum analyze');
    await pretendRows(server.db, 1_000_000);
    sent.length = 0;
    const { body } = await ask(hashSecret('many 700').toString('hex').slice(0, 5));
    expect(body.hashes).toHaveLength(1);
    expect(sent).toHaveLength(2);
    const steps = await stepsFor(server.db, sent[1] as Sent);
    const ofTokens = steps.filter((step) => step['Relation Name'] === 'personal_access_tokens');
    expect(ofTokens.map((step) => step['Node Type'])).not.toContain('Seq Scan');
    const indexes = new Set(steps.flatMap((step) => step['Index Name'] ?? []));
    expect([...indexes]).toEqual(expect.arrayContaining(['personal_access_tokens_secretHash_unique']));
  });
});
