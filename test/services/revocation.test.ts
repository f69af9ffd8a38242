/** Revocation by the secret of a token alone. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { from, setFirewall } from '../firewall/sending.ts';
import { kinds } from '../server.ts';
import { done, holding, inBrowser, made, regenerate, revoke, rowsOf, world } from '../tokens/acts.ts';
import { postForm } from './asking.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));

  let last = 0;
  /** Each from its own address, unless one is given, because the requests of a network are limited. */
  const send = (fields: Record<string, string> | string, address = `198.51.100.${++last}`) =>
    postForm(at.server, '/oauth/revoke', fields, from(address));
  const statusOf = async (token: string) => (await holding(at.server, token)('{ me { id } }')).status;
  const entriesOf = (id: string) =>
    rowsOf(
      at.server,
      sql`select message, current, user_id as "user", credential, credential_id as token from logs
        where loggable_type = 'PersonalAccessToken' and loggable_id = ${id} and type = 'UPDATED'`,
    );

  test('the token alone is enough, it is refused on the next request, and the log names who held it', async () => {
    const ada = await at.as.having('READ_USER');
    const { id, name, token } = await made(await inBrowser(at.server, ada));
    expect(await statusOf(token)).toBe(200);
    const { status, body, headers } = await send({ token, token_type_hint: 'access_token' });
    expect([status, body, headers['cache-control']]).toEqual([200, '', 'no-store']);
    expect(await statusOf(token)).toBe(401);
    expect(await entriesOf(id)).toEqual([
      {
        message: `Personal access token ${name} was revoked.`,
        current: JSON.stringify({ revoked: true, revoke_reason: 'revoked by its holder' }),
        user: ada.id,
        credential: 'token',
        token: id,
      },
    ]);
  });

  test('unknown, malformed and revoked tokens answer 200 and change nothing', async () => {
    const { id, token } = await made(at.owner);
    await revoke(at.owner, id);
    const count = () => rowsOf(at.server, sql`select count(*)::int as count from logs`);
    const before = await count();
    for (const text of [token, 'nonsense', `lku_${'A'.repeat(30)}0uCPlr`])
      expect((await send({ token: text })).status).toBe(200);
    expect(await count()).toEqual(before);
  });

  test('a request that is no form, repeats a parameter or lacks the token is refused', async () => {
    const { token } = await made(at.owner);
    for (const fields of ['', 'token=', `token=${token}&token=${token}`]) {
      const { status, body } = await send(fields);
      expect([status, body.error]).toEqual([400, 'invalid_request']);
    }
    const address = `${at.server.url}/oauth/revoke`;
    const json = await fetch(address, { method: 'POST', body: JSON.stringify({ token }) });
    const get = await fetch(`${address}?token=${token}`);
    expect([json.status, get.status]).toEqual([400, 405]);
    expect(await statusOf(token)).toBe(200);
  });

  test('a replaced secret revokes the token only while it is still valid', async () => {
    const { id, token: first } = await made(at.owner);
    const { token: second } = await done(regenerate(at.owner, id));
    expect((await send({ token: first })).status).toBe(200);
    expect(await statusOf(second)).toBe(200);
    const other = await made(at.owner);
    const { token: current } = await done(regenerate(at.owner, other.id, { overlap_minutes: 60 }));
    await send({ token: other.token });
    expect(await statusOf(current)).toBe(401);
  });

  test('requests of a network are limited: the 101st in a minute is refused and revokes nothing', async () => {
    const { token } = await made(at.owner);
    const answers = [];
    for (let count = 0; count < 100; count++) answers.push((await send({ token: 'nonsense' }, '192.0.2.7')).status);
    expect(new Set(answers)).toEqual(new Set([200]));
    const { status, body, headers } = await send({ token }, '192.0.2.7');
    expect([status, body.error, Number(headers['retry-after']) > 0]).toEqual([429, 'temporarily_unavailable', true]);
    expect(await statusOf(token)).toBe(200);
    expect((await send({ token }, '192.0.2.8')).status).toBe(200);
    expect(await statusOf(token)).toBe(401);
  });

  test('the application firewall applies, and a refused request revokes nothing', async () => {
    const { token } = await made(at.owner);
    await setFirewall(at.server, true, '203.0.113.0/24');
    const { status } = await send({ token });
    await setFirewall(at.server, false);
    expect([status, await statusOf(token)]).toEqual([403, 200]);
  });
});
