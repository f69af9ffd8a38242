/** Authenticating with a token: which secrets are accepted, where they may be sent, and until when. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { newToken } from '../../src/domain/base/secrets.ts';
import { kinds } from '../server.ts';
import { ask } from '../test-users.ts';
import { cookieOf, holding, inBrowser, inDays, made, project, rowsOf, setPolicy, world } from './acts.ts';

const me = '{ me { id } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let key: string;
  beforeAll(async () => {
    key = (await project(at)).key;
  });

  const status = async (token: string) => (await holding(at.server, token)(me)).status;
  const moveExpiry = (id: string, expiry: ReturnType<typeof sql>) =>
    at.server.db.execute(sql`update personal_access_tokens set expires_at = ${expiry} where id = ${id}`);
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const valid = async (headers: Record<string, string>, query = '') => {
    const response = await fetch(`${at.server.url}/api/authentication/validate${query}`, { headers });
    return [response.status, await response.json()];
  };

  test('each type of token authenticates its owner', async () => {
    for (const input of [{ type: 'USER' }, { type: 'PROJECT_ANALYSIS', project_key: key }, { type: 'GLOBAL_ANALYSIS' }])
      expect((await holding(at.server, (await made(at.owner, input)).token)(me)).data.me).toEqual({ id: at.ownerId });
  });

  test('each type of token is valid until it expires, by the clock of the database', async () => {
    for (const input of [
      { type: 'USER' },
      { type: 'PROJECT_ANALYSIS', project_key: key },
      { type: 'GLOBAL_ANALYSIS' },
    ]) {
      const { id, token } = await made(at.owner, { ...input, expires_at: inDays(1) });
      expect(await status(token)).toBe(200);
      await moveExpiry(id, sql`clock_timestamp()`);
      expect(await status(token)).toBe(401);
      await moveExpiry(id, sql`clock_timestamp() + interval '1 hour'`);
      expect(await status(token)).toBe(200);
    }
  });

  test('an unknown token of any type is refused', async () => {
    for (const prefix of ['lku_', 'lkp_', 'lkg_'] as const) expect(await status(newToken(prefix))).toBe(401);
    const { token } = await made(at.owner);
    expect(await status(`lkg_${token.slice(4)}`)).toBe(401);
  });

  test('disabling the owner revokes every token at once, and enabling restores none', async () => {
    const who = await at.as.having();
    const { token } = await made(await inBrowser(at.server, who));
    const enable = (enabled: boolean) =>
      at.owner('mutation ($id: Int64Bit!, $e: Boolean) { updateUser(id: $id, input: { enabled: $e }) { enabled } }', {
        id: who.id,
        e: enabled,
      });
    for (const enabled of [false, true]) {
      expect((await enable(enabled)).data.updateUser).toEqual({ enabled });
      for (const secret of [token, who.token]) expect(await status(secret)).toBe(401);
    }
  });

  test('the tokens of a disabled owner are refused even if they were not revoked', async () => {
    const who = await at.as.having();
    await at.server.db.execute(sql`update users set enabled = false where id = ${who.id}`);
    expect(await status(who.token)).toBe(401);
  });

  test('the secret of a session is not accepted as a token, and a token not as a session', async () => {
    const who = await at.as.having();
    const [name, secret = ''] = (await cookieOf(at.server, who)).split('=');
    expect(await status(secret)).toBe(401);
    const { errors } = await ask(at.server, { Cookie: `${name}=${who.token}` }, me);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await valid(basic(`${secret}:`))).toEqual([200, { valid: false }]);
  });

  test('refused requests do not change the last use', async () => {
    const who = await at.as.having();
    const cookie = await cookieOf(at.server, who);
    const capped = await made(await inBrowser(at.server, who), { allowed_subnets: ['203.0.113.0/24'] });
    await ask(at.server, { Authorization: `Bearer ${who.token}`, Cookie: cookie }, me);
    await ask(at.server, basic(`${who.token}:password`), me);
    await holding(at.server, capped.token)(me);
    await fetch(`${at.server.url}/api/graphql?query={__typename}&session=${who.token}`);
    const headers = { Authorization: `Bearer ${who.token}`, 'Content-Type': 'text/plain' };
    await fetch(`${at.server.url}/api/graphql`, { method: 'POST', headers, body: me });
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where user_id = ${who.id}`);
    await holding(at.server, who.token)(me);
    await at.server.usage.flush(true);
    const uses = sql`select * from token_uses join personal_access_tokens t on t.id = token_id where user_id = ${who.id}`;
    expect(await rowsOf(at.server, uses)).toEqual([]);
  });

  test('Basic authentication is accepted with the token as user name and an empty password, and in no other form', async () => {
    const { id, token } = await at.as.having();
    expect((await ask(at.server, basic(`${token}:`), me)).data.me).toEqual({ id });
    for (const wrong of [`${token}:x`, token, `:${token}`, `x:${token}`, `${token}::`, ':', ''])
      expect((await ask(at.server, basic(wrong), me)).status).toBe(401);
  });

  test('validate always answers 200, with whether the credential is valid', async () => {
    const who = await at.as.having();
    const bearer = { Authorization: `Bearer ${who.token}` };
    expect(await valid(bearer)).toEqual([200, { valid: true }]);
    expect(await valid(basic(`${who.token}:`))).toEqual([200, { valid: true }]);
    const Cookie = await cookieOf(at.server, who);
    expect(await valid({ Cookie })).toEqual([200, { valid: true }]);
    const elsewhere = await made(await inBrowser(at.server, who), { allowed_subnets: ['203.0.113.0/24'] });
    const wrongs: Record<string, string>[] = [
      {},
      { Cookie: 'latchkey=stale' },
      { Authorization: 'Bearer nonsense' },
      { Authorization: `Bearer ${newToken('lku_')}` },
      { Authorization: `Bearer ${elsewhere.token}` },
      { ...bearer, Cookie },
      basic(`${who.token}:x`),
    ];
    for (const wrong of wrongs) expect(await valid(wrong)).toEqual([200, { valid: false }]);
    await moveExpiry((await made(at.owner)).id, sql`now()`);
    await at.server.db.execute(sql`update personal_access_tokens set revoked_at = now() where user_id = ${who.id}`);
    expect(await valid(bearer)).toEqual([200, { valid: false }]);
  });

  describe('in the URL', () => {
    const get = async (token: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${at.server.url}/api/graphql?query=${encodeURIComponent(me)}&session=${token}`, {
        headers,
      });
      return { status: response.status, body: await response.text() };
    };

    test('a token is refused unless the policy allows it', async () => {
      const { token } = await at.as.having();
      const refused = await get(token);
      expect(refused.status).toBe(400);
      expect(refused.body).not.toContain(token);
    });

    test('a token is accepted only with GET if the policy allows it', async () => {
      await setPolicy(at, { accept_session_parameter: true });
      const who = await at.as.having();
      expect(await get(who.token)).toEqual({ status: 200, body: JSON.stringify({ data: { me: { id: who.id } } }) });
      expect((await get('nonsense')).status).toBe(401);
      expect((await get(who.token, { Authorization: `Bearer ${who.token}` })).status).toBe(400);
      expect((await get(who.token, { Cookie: await cookieOf(at.server, who) })).status).toBe(400);
      const post = await fetch(`${at.server.url}/api/graphql?session=${who.token}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query: me }),
      });
      expect((await post.json()) as object).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      await setPolicy(at, { accept_session_parameter: false });
      expect((await get(who.token)).status).toBe(400);
      expect(at.server.logged.join('')).not.toContain(who.token);
    });

    test('the parameter does not exempt a cookie from the check of its origin', async () => {
      const Cookie = await cookieOf(at.server, await at.as.having());
      const response = await fetch(`${at.server.url}/api/graphql?session=x`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie, Origin: 'https://elsewhere.example' },
        body: JSON.stringify({ query: me }),
      });
      expect(response.status).toBe(403);
    });
  });
});
