/** Forward auth: what reverse proxies ask, and what they and the protected site get to know. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { from, setFirewall } from '../firewall/sending.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { cookieOf, grant, inBrowser, inDays, made, project, revoke, rowsOf, setPolicy, world } from '../tokens/acts.ts';
import { basic, bearer, get, type Headers, statementsOf } from './asking.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));
  let ada: Person;
  beforeAll(async () => {
    ada = await at.as.having('READ_USER', 'READ_ROLE');
  });

  const verify = (query: string, headers: Headers = {}) => get(at.server, `/auth/verify${query}`, headers);
  const statusOf = async (query: string, headers: Headers) => (await verify(query, headers)).status;

  test('a token with the permission passes: 200 without a body, and headers with its user, id and permissions', async () => {
    const token = await made(await inBrowser(at.server, ada));
    const { status, headers, body } = await verify('?permission=READ_USER', bearer(token.token));
    expect([status, body]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'x-latchkey-user': ada.username,
      'x-latchkey-user-id': ada.id,
      'x-latchkey-token': token.id,
      'x-latchkey-permissions': 'READ_USER READ_ROLE',
      'cache-control': 'no-store',
    });
  });

  test('a token is also accepted as the user name of Basic, and without a permission any valid one passes', async () => {
    expect(await statusOf('?permission=READ_USER', basic(ada.token, ''))).toBe(200);
    const nobody = await at.as.having();
    expect(await statusOf('', bearer(nobody.token))).toBe(200);
    expect(await statusOf('?permission=READ_USER', bearer(nobody.token))).toBe(403);
  });

  test('names of permissions that together are longer than 8,000 characters are left out', async () => {
    const { token } = await at.as.owner();
    const withNames = await verify('', bearer(token));
    expect([withNames.status, withNames.headers['x-latchkey-permissions']]).toEqual([200, expect.any(String)]);
    await at.server.db.execute(sql`insert into custom_permissions (name, "group", description)
      select 'P' || repeat('X', 58) || number, 'Many', 'One of many.' from generate_series(100, 250) as number`);
    const renewed = sql`insert into permission_catalog default values on conflict (id) do update set version = gen_random_uuid()`;
    await at.server.db.execute(renewed);
    const without = await verify('', bearer(token));
    expect(without.status).toBe(200);
    expect(Object.keys(without.headers).filter((name) => name.startsWith('x-latchkey'))).toEqual([
      'x-latchkey-token',
      'x-latchkey-user',
      'x-latchkey-user-id',
    ]);
    await at.server.db.execute(sql`delete from custom_permissions`);
    await at.server.db.execute(renewed);
  });

  test('a user name that headers cannot hold is encoded as in URLs', async () => {
    const owner = await at.as.having();
    await at.server.db.execute(sql`update users set username = 'zoë%漢' where id = ${owner.id}`);
    const { status, headers } = await verify('', bearer(owner.token));
    expect([status, headers['x-latchkey-user']]).toEqual([200, 'zo%C3%AB%25%E6%BC%A2']);
  });

  test('without a token the answer is 401 with a bare challenge, and with an invalid one the challenge says so', async () => {
    const none = await verify('?permission=READ_USER');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const unknown = `lku_${'A'.repeat(30)}0uCPlr`;
    for (const headers of [bearer('nonsense'), bearer(unknown), basic(ada.token, 'password'), { Authorization: 'x' }]) {
      const { status, headers: answered } = await verify('?permission=READ_USER', headers);
      expect([status, answered['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
      expect(Object.keys(answered).filter((name) => name.startsWith('x-latchkey'))).toEqual([]);
    }
  });

  test('a token without the permission gets 403 with the scope that it lacks, and the log records the refusal', async () => {
    const { status, headers, body } = await verify('?permission=UPDATE_USER', bearer(ada.token));
    expect([status, headers['www-authenticate']]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="UPDATE_USER"',
    ]);
    expect(body.errors[0].extensions).toEqual({ code: 'FORBIDDEN', missing_permissions: ['UPDATE_USER'] });
    await at.server.usage.flush(true);
    const entries = sql`select message from logs where loggable_id = ${ada.id} and message like '/auth/verify%'`;
    expect(await rowsOf(at.server, entries)).toEqual([{ message: expect.stringContaining('UPDATE_USER is missing') }]);
  });

  test('a session is never read, not even beside a token', async () => {
    const cookie = await cookieOf(at.server, { id: at.ownerId });
    expect(await statusOf('', { Cookie: cookie })).toBe(401);
    expect(await statusOf('', { Cookie: cookie, Host: 'site.example' })).toBe(401);
    expect((await verify('', { Cookie: cookie, ...bearer(ada.token) })).headers['x-latchkey-user-id']).toBe(ada.id);
    expect(await statusOf('', { Cookie: `latchkey=${ada.token}` })).toBe(401);
  });

  test('a permission that does not exist and a requirement that is not clear are refused, for valid tokens with the reason', async () => {
    const wrong = [
      '?permission=FLY',
      '?permission=',
      '?resource=shop',
      '?permission=READ_USER&resource=',
      '?permission=READ_USER&permission=READ_ROLE',
      '?permision=READ_USER',
      '?permission=READ_USER&other=1',
      '?permission=READ_USER&path=/orders?resource=mine',
    ];
    for (const query of wrong) {
      const { status, body } = await verify(query, bearer(ada.token));
      expect([query, status, body.errors[0].extensions.code]).toEqual([query, 400, 'INVALID_INPUT']);
      expect(await statusOf(query, {})).toBe(401);
    }
  });

  describe('any method and path', () => {
    test('is accepted, as Envoy sends those of the request itself', async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const { status, headers } = await fetch(`${at.server.url}/auth/verify/orders/7?q=1`, {
          method,
          headers: bearer(ada.token),
        });
        expect([method, status, headers.get('x-latchkey-user')]).toEqual([method, 200, ada.username]);
      }
      expect((await get(at.server, '/auth/verifyother', bearer(ada.token))).status).toBe(404);
    });

    test('has its requirement in X-Latchkey-Require, because the query is the client’s', async () => {
      const requiring = (requirement: string) => ({ ...bearer(ada.token), 'X-Latchkey-Require': requirement });
      expect(await statusOf('/orders?resource=5&x=1', requiring('permission=READ_USER'))).toBe(200);
      expect(await statusOf('/orders', requiring('permission=UPDATE_USER'))).toBe(403);
      expect(await statusOf('/orders', requiring('permission=READ_USER&more=1'))).toBe(400);
      expect(await statusOf('/orders', requiring('READ_USER'))).toBe(400);
    });

    test('cannot replace the requirement: one in the query of the client is refused', async () => {
      for (const query of ['permission=UPDATE_USER', 'permission=READ_USER', 'api=shop'])
        expect([query, await statusOf(`/orders?${query}`, bearer(ada.token))]).toEqual([query, 400]);
      const weaker = { ...bearer(ada.token), 'X-Latchkey-Require': 'permission=READ_USER' };
      expect(await statusOf('?permission=UPDATE_USER', weaker)).toBe(400);
      expect(await statusOf('/orders?permission=UPDATE_USER', weaker)).toBe(400);
    });
  });

  describe('a path that is not canonical', () => {
    const paths = [
      '/a/../b',
      '/a/./b',
      '/..',
      '/a/%2e%2e/b',
      '/a/.%2E/b',
      '//a',
      '/a//b',
      '/a%2fb',
      '/a%2Fb',
      '/a%5Cb',
      '/a\\b',
      '/a/..;x/b',
      '/a/..%3bx/b',
      '/a/..%20/b',
      '/a#/../b',
      '/a%252e%252e/b',
      '/a%252fb',
      '/a%2541',
      '/a%c0%afb',
      '/%C0%AE%c0%ae/b',
      '/a%00b',
      '/a%0ab',
      '/a%zz',
    ];
    const canonical = ['/', '/a', '/a/', '/a/b.c/..d/...', '/a%20b/%C3%A9', '/a;b=1', '/a?x=//../%2f'];

    test('is refused after the path of the check', async () => {
      const send = (path: string) =>
        rawRequest(at.server.url, { path: `/auth/verify${path}`, headers: bearer(ada.token) });
      for (const path of paths) expect([path, await send(path)]).toEqual([path, 403]);
      for (const path of canonical) expect([path, await send(path)]).toEqual([path, 200]);
    });

    test('is refused in X-Forwarded-Uri of a trusted proxy, and such a header of others does not count', async () => {
      const reported = (uri: string) => ({ ...bearer(ada.token), 'X-Forwarded-Uri': uri });
      for (const path of paths) expect([path, await statusOf('', reported(path))]).toEqual([path, 403]);
      for (const path of ['no/slash', 'http://site/a/../b', 'http://site//a', '/\u00c3\u00a9', '/\u00e9'])
        expect(await statusOf('', reported(path))).toBe(403);
      for (const path of [...canonical, 'http://site/a/b?c'])
        expect([path, await statusOf('', reported(path))]).toEqual([path, 200]);
      const untrusting = { url: await at.server.beside({ TRUSTED_PROXIES: '' }) };
      expect((await get(untrusting, '/auth/verify', reported('/a/../b'))).status).toBe(200);
    });
  });

  test('tokens that are revoked, expired, bound or of disabled owners do not pass', async () => {
    const owner = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, owner);
    const revoked = await made(by);
    const expired = await made(by, { expires_at: inDays(1) });
    const limited = await made(by, { methods: ['users'] });
    const bound = await made(by, { operations: [{ document: 'query A { me { id } }' }] });
    expect(await statusOf('', bearer(revoked.token))).toBe(200);
    await revoke(by, revoked.id);
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = clock_timestamp() where id = ${expired.id}`,
    );
    const statuses = [];
    for (const { token } of [revoked, expired, limited, bound]) statuses.push(await statusOf('', bearer(token)));
    expect(statuses).toEqual([401, 401, 403, 403]);
    await at.server.db.execute(sql`update users set enabled = false where id = ${owner.id}`);
    expect(await statusOf('', bearer(owner.token))).toBe(401);
    const reported = sql`select message from logs where loggable_id = ${revoked.id} and type = 'OTHER'`;
    expect(await rowsOf(at.server, reported)).toEqual([{ message: expect.stringContaining('secret') }]);
  });

  test('subnets are judged by the address that a trusted proxy reports, and never by that of the proxy', async () => {
    const by = await inBrowser(at.server, ada);
    const { token } = await made(by, { allowed_subnets: ['203.0.113.0/24'] });
    const local = await made(by, { allowed_subnets: ['127.0.0.0/8'] });
    expect(await statusOf('', bearer(local.token))).toBe(403);
    expect(await statusOf('', { ...bearer(token), ...from('203.0.113.5') })).toBe(200);
    for (const headers of [from('192.0.2.5'), {}] as Headers[])
      expect(await statusOf('', { ...bearer(token), ...headers })).toBe(403);
    const untrusting = { url: await at.server.beside({ TRUSTED_PROXIES: '' }) };
    const claimed = { ...bearer(token), ...from('203.0.113.5') };
    expect((await get(untrusting, '/auth/verify', claimed)).status).toBe(403);
    expect((await get(untrusting, '/auth/verify', bearer(local.token))).status).toBe(403);
  });

  test('the application firewall does not apply, whatever the answer', async () => {
    await setFirewall(at.server, true, '198.51.100.0/24');
    try {
      const outside = from('192.0.2.1');
      expect(await statusOf('', { ...bearer(ada.token), ...outside })).toBe(200);
      expect(await statusOf('?permission=UPDATE_USER', { ...bearer(ada.token), ...outside })).toBe(403);
      for (const headers of [bearer('nonsense'), {}] as Headers[])
        expect((await verify('', { ...headers, ...outside })).headers['www-authenticate']).toContain('Bearer');
    } finally {
      await setFirewall(at.server, false);
    }
  });

  test('a permission on a project passes for this project only, and one held everywhere for every project that exists', async () => {
    const [mine, other] = [await project(at), await project(at)];
    const owner = await at.as.having('READ_PROJECT');
    await grant(at, 'grant', mine.key, { user_id: owner.id }, 'ADMINISTER_PROJECT');
    const asked = (permission: string, key?: string) =>
      statusOf(`?permission=${permission}${key ? `&resource=${key}` : ''}`, bearer(owner.token));
    expect(await asked('ADMINISTER_PROJECT', mine.key)).toBe(200);
    for (const key of [other.key, 'missing', undefined]) expect(await asked('ADMINISTER_PROJECT', key)).toBe(403);
    expect(await asked('READ_PROJECT', other.key)).toBe(200);
    for (const key of ['missing', '%00', 'a/b']) expect(await asked('READ_PROJECT', key)).toBe(403);
    const { headers } = await verify(`?permission=ADMINISTER_PROJECT&resource=${mine.key}`, bearer(owner.token));
    expect(headers['x-latchkey-permissions']).toBe('READ_PROJECT ADMINISTER_PROJECT');
  });

  test('who lacks the permission does not learn whether a project exists', async () => {
    const [mine, other] = [await project(at), await project(at)];
    const owner = await at.as.having('EXECUTE_ANALYSIS');
    const { token } = await made(await inBrowser(at.server, owner), {
      type: 'PROJECT_ANALYSIS',
      project_key: mine.key,
    });
    for (const [secret, permission] of [
      [ada.token, 'READ_PROJECT'],
      [token, 'EXECUTE_ANALYSIS'],
    ] as const) {
      const about = async (key: string) => {
        const { status, body } = await verify(`?permission=${permission}&resource=${key}`, bearer(secret));
        return { status, body };
      };
      expect(await about(other.key)).toEqual(await about('missing'));
      expect(await about(other.key)).toMatchObject({ status: 403 });
    }
  });

  test('a grant of the role counts, and the token of a project passes with its project only', async () => {
    const [mine, other] = [await project(at), await project(at)];
    const owner = await at.as.having('EXECUTE_ANALYSIS');
    const [{ role } = { role: '' }] = await rowsOf<{ role: string }>(
      at.server,
      sql`select role_id::text as role from users where id = ${ada.id}`,
    );
    await grant(at, 'grant', mine.key, { role_id: role });
    const asked = `?permission=EXECUTE_ANALYSIS&resource=`;
    expect(await statusOf(asked + mine.key, bearer(ada.token))).toBe(200);
    expect(await statusOf(asked + other.key, bearer(ada.token))).toBe(403);
    const { token } = await made(await inBrowser(at.server, owner), {
      type: 'PROJECT_ANALYSIS',
      project_key: mine.key,
    });
    expect(await statusOf(asked + mine.key, bearer(token))).toBe(200);
    for (const query of [asked + other.key, '?permission=EXECUTE_ANALYSIS', ''])
      expect([query, await statusOf(query, bearer(token))]).toEqual([query, 403]);
  });

  test('a check costs one statement, with a resource too', async () => {
    const { key } = await project(at);
    const check = (query: string) => () => verify(query, bearer(ada.token));
    await check('?permission=READ_USER')();
    expect(await statementsOf(at.server, check('?permission=READ_USER'))).toBe(1);
    expect(await statementsOf(at.server, check(`?permission=READ_USER&resource=${key}`))).toBe(1);
    expect(await statementsOf(at.server, check('?permission=UPDATE_USER'))).toBe(1);
    expect(await statementsOf(at.server, () => verify(''))).toBe(0);
  });

  test('it counts as a use of the token and of the permission that decided, from the client’s address', async () => {
    const { id, token } = await made(await inBrowser(at.server, ada));
    await verify('?permission=READ_ROLE', { ...bearer(token), ...from('198.51.100.9') });
    await verify('?permission=UPDATE_USER', { ...bearer(token), ...from('198.51.100.9') });
    await at.server.usage.flush(true);
    expect(await rowsOf(at.server, sql`select name, uses::int from usage where token_id = ${id}`)).toEqual([
      { name: 'READ_ROLE', uses: 1 },
    ]);
    const last = sql`select last_used_ip as ip from token_uses where token_id = ${id}`;
    expect(await rowsOf(at.server, last)).toEqual([{ ip: '198.51.100.9' }]);
  });

  test('a permission that the token was shrunk by is restored while this is possible', async () => {
    await setPolicy(at, { restore_latent_within_days: 5 });
    const { id, token } = await made(await inBrowser(at.server, ada), { permissions: ['READ_USER', 'READ_ROLE'] });
    const shrink = (until: string) =>
      at.server.db.execute(sql`update personal_access_tokens set latent_permissions = array['READ_ROLE'],
        shrunk_at = now(), latent_until = now() + ${until}::interval where id = ${id}`);
    await shrink('-1 day');
    expect(await statusOf('?permission=READ_ROLE', bearer(token))).toBe(403);
    await shrink('1 day');
    expect(await statusOf('?permission=READ_ROLE', bearer(token))).toBe(200);
    const latent = sql`select latent_permissions as latent from personal_access_tokens where id = ${id}`;
    expect(await rowsOf(at.server, latent)).toEqual([{ latent: null }]);
  });

  test('checks do not count as requests to the API, and have a limit of their own if it is set', async () => {
    const limited = { url: await at.server.beside({ REQUESTS_PER_MINUTE: '1', TOKEN_CHECKS_PER_MINUTE: '2' }) };
    const { token } = await at.as.having();
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await get(limited, '/auth/verify', bearer(token))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('the log names the route and the token, and never the path of the site', async () => {
    const { id, token } = await made(await inBrowser(at.server, ada));
    at.server.logged.length = 0;
    await verify('/private/path?secret=1', bearer(token));
    const [line = ''] = at.server.logged;
    expect(JSON.parse(line)).toMatchObject({ route: '/auth/verify', status: 200, viewer: ada.id, token: id });
    expect(line).not.toContain('private');
  });
});
