/** Forward auth with `api=`: what a request requires is found in the OpenAPI document, by its method and path. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { from } from '../firewall/sending.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { grant, inBrowser, made, project, revoke, rowsOf, world } from '../tokens/acts.ts';
import { bearer, get, type Headers, statementsOf } from './asking.ts';
import { change, needs, openApi, registered, remove } from './openapi.ts';

const paths = {
  '/': { get: needs('READ_ROLE') },
  '/invoices': { get: needs('READ_USER'), post: needs('CREATE_USER') },
  '/invoices/{id}': { get: needs('READ_USER'), head: needs('UPDATE_USER'), delete: needs('UPDATE_USER') },
  '/invoices/archive': { get: needs('UPDATE_ROLE') },
  '/invoices/archive/caf%C3%A9': { get: needs('READ_USER') },
  '/open': { get: { security: [] } },
  '/both': { get: needs('READ_USER', 'UPDATE_ROLE') },
  '/either': {
    get: { security: [{ a: ['UPDATE_ROLE', 'CREATE_ROLE'] }, { b: ['UPDATE_USER'] }, { a: ['READ_ROLE'] }] },
  },
  '/neither': { get: { security: [{ a: ['UPDATE_ROLE', 'CREATE_ROLE'] }, { b: ['UPDATE_USER'] }] } },
  '/slash/': { get: needs('READ_USER') },
  '/projects/{key}/analyses': { post: { ...needs('EXECUTE_ANALYSIS'), 'x-latchkey-resource': 'project:{key}' } },
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));
  let ada: Person;
  let api: { id: string; name: string };
  beforeAll(async () => {
    ada = await at.as.having('READ_USER', 'READ_ROLE');
    api = await registered(at.owner, paths);
  });

  const reporting = (method: string, uri: string): Headers => ({
    'X-Forwarded-Method': method,
    'X-Forwarded-Uri': uri,
  });
  const verify = (method: string, uri: string, token = ada.token, more: Headers = {}) =>
    get(at.server, `/auth/verify?api=${api.name}`, { ...bearer(token), ...reporting(method, uri), ...more });
  const statusOf = async (...request: Parameters<typeof verify>) => (await verify(...request)).status;
  const scopeOf = async (...request: Parameters<typeof verify>) =>
    (await verify(...request)).headers['www-authenticate'] ?? null;

  test('a token with what the operation requires passes, with the headers of every check', async () => {
    const { status, headers, body } = await verify('GET', '/invoices/7?x=1');
    expect([status, body]).toEqual([200, '']);
    expect(headers).toMatchObject({ 'x-latchkey-user': ada.username, 'x-latchkey-permissions': 'READ_USER READ_ROLE' });
    expect(await statusOf('GET', 'https://site.example/invoices/7')).toBe(200);
    expect(await statusOf('GET', '/')).toBe(200);
  });

  test('without a permission the answer is 403 with what is missing of the alternative that lacks least', async () => {
    const challenge = (scope: string) => `Bearer error="insufficient_scope", scope="${scope}"`;
    expect(await scopeOf('POST', '/invoices')).toBe(challenge('CREATE_USER'));
    expect(await scopeOf('GET', '/both')).toBe(challenge('UPDATE_ROLE'));
    expect(await statusOf('GET', '/either')).toBe(200);
    expect(await scopeOf('GET', '/neither')).toBe(challenge('UPDATE_USER'));
    const { token } = await at.as.having('UPDATE_ROLE');
    expect(await scopeOf('GET', '/neither', token)).toBe(challenge('CREATE_ROLE'));
  });

  test('an operation that the document does not have is refused, whatever the token may do', async () => {
    const everything = await at.as.owner();
    for (const [method, uri] of [
      ['PUT', '/invoices'],
      ['DELETE', '/invoices/archive'],
      ['GET', '/other'],
      ['GET', '/invoices/7/lines'],
      ['OPTIONS', '/invoices'],
      ['PROPFIND', '/invoices'],
      ['GET', '/auth/verify'],
    ] as const) {
      const { status, headers, body } = await verify(method, uri, everything.token);
      expect([method, uri, status, headers['www-authenticate']]).toEqual([method, uri, 403, undefined]);
      expect(body.errors[0].message).toBe('The API has no operation with this method and path.');
    }
  });

  test('HEAD requires what GET does, unless the document has it', async () => {
    expect(await statusOf('HEAD', '/invoices')).toBe(200);
    expect(await statusOf('HEAD', '/invoices/7')).toBe(403);
    expect(await statusOf('HEAD', '/both')).toBe(403);
  });

  test('an operation with empty security needs a valid token all the same', async () => {
    const nobody = await at.as.having();
    expect(await statusOf('GET', '/open', nobody.token)).toBe(200);
    const anonymous = await get(at.server, `/auth/verify?api=${api.name}`, reporting('GET', '/open'));
    expect([anonymous.status, anonymous.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const { id, token } = await made(await inBrowser(at.server, nobody));
    await revoke(await inBrowser(at.server, nobody), id);
    expect(await statusOf('GET', '/open', token)).toBe(401);
  });

  test('the resource in the path decides for a token that is limited to resources of this kind', async () => {
    const { data } = await at.owner(
      'mutation { createPermission(input: { name: "BILL", group: "Billing", description: "Bill.", resource_kinds: ["customer"] }) { id } }',
    );
    const { id, name } = await registered(at.owner, {
      '/customers/{id}/bills': { 'x-latchkey-resource': 'customer:{id}', post: needs('BILL') },
      '/customers/main/bills': { 'x-latchkey-resource': 'customer:42', post: needs('BILL') },
      '/bills': { post: needs('BILL'), get: { security: [] } },
    });
    const biller = await at.as.having('BILL' as 'READ_USER');
    const limited = await made(await inBrowser(at.server, biller), { allowed_resources: ['customer:42'] });
    const asks = async (token: string, method: string, uri: string) =>
      (await get(at.server, `/auth/verify?api=${name}`, { ...bearer(token), ...reporting(method, uri) })).status;
    for (const [method, uri, ofLimited] of [
      ['POST', '/customers/42/bills', 200],
      ['POST', '/customers/%342/bills', 200],
      ['POST', '/customers/main/bills', 200],
      ['POST', '/customers/43/bills', 403],
      ['POST', '/customers/42%20/bills', 403],
      ['POST', '/bills', 403],
      ['GET', '/bills', 403],
    ] as const)
      expect([uri, await asks(limited.token, method, uri), await asks(biller.token, method, uri)]).toEqual([
        uri,
        ofLimited,
        200,
      ]);
    await remove(at.owner, id);
    await at.owner(`mutation { retirePermission(id: ${data.createPermission.id}) { id } }`);
  });

  test('callers without a valid token learn nothing about APIs and operations', async () => {
    for (const headers of [{}, bearer('nonsense')] as Headers[])
      for (const [name, uri] of [
        [api.name, '/other'],
        ['missing', '/open'],
        ['A%00', '/open'],
      ] as const) {
        const { status } = await get(at.server, `/auth/verify?api=${name}`, { ...headers, ...reporting('GET', uri) });
        expect([name, uri, status]).toEqual([name, uri, 401]);
      }
  });

  test('a requirement that is not clear is refused', async () => {
    for (const query of [
      '?api=',
      '?api=missing',
      '?api=A',
      '?api=%00',
      `?api=${api.name}&api=${api.name}`,
      `?api=${api.name}&permission=READ_USER`,
      `?api=${api.name}&resource=shop`,
      `?api=${api.name}&other=1`,
    ]) {
      const headers = { ...bearer(ada.token), ...reporting('GET', '/open') };
      expect([query, (await get(at.server, `/auth/verify${query}`, headers)).status]).toEqual([query, 400]);
    }
  });

  describe('the request', () => {
    const sent = (headers: Headers) =>
      get(at.server, `/auth/verify?api=${api.name}`, { ...bearer(ada.token), ...headers });

    test('must be described by a trusted proxy, with its method and its URI', async () => {
      for (const headers of [
        {},
        { 'X-Forwarded-Method': 'GET' },
        { 'X-Forwarded-Uri': '/open' },
        reporting('', '/open'),
        reporting('GET', ''),
      ] as Headers[])
        expect([headers, (await sent(headers)).status]).toEqual([headers, 403]);
      const untrusting = { url: await at.server.beside({ TRUSTED_PROXIES: '' }) };
      const described = { ...bearer(ada.token), ...reporting('GET', '/open') };
      expect((await get(untrusting, `/auth/verify?api=${api.name}`, described)).status).toBe(403);
    });

    test('is refused if a header is sent twice, or it is described in two ways', async () => {
      const twice = (name: string, values: string[], other: Headers) =>
        rawRequest(at.server.url, {
          path: `/auth/verify?api=${api.name}`,
          headers: { ...bearer(ada.token), ...other, [name]: values },
        });
      expect(await twice('X-Forwarded-Method', ['GET', 'GET'], { 'X-Forwarded-Uri': '/open' })).toBe(403);
      expect(await twice('X-Forwarded-Uri', ['/open', '/invoices'], { 'X-Forwarded-Method': 'POST' })).toBe(403);
      const require = { 'X-Latchkey-Require': `api=${api.name}` };
      expect((await get(at.server, '/auth/verify/open', { ...bearer(ada.token), ...require })).status).toBe(200);
      const both = { ...bearer(ada.token), ...require, ...reporting('GET', '/open') };
      expect((await get(at.server, '/auth/verify/open', both)).status).toBe(403);
    });

    test('is the check itself for Envoy: its method and what follows the path of the check', async () => {
      const check = (method: string, path: string) =>
        rawRequest(at.server.url, {
          path: `/auth/verify${path}`,
          method,
          headers: { ...bearer(ada.token), 'X-Latchkey-Require': `api=${api.name}`, 'Content-Length': '0' },
        });
      expect(await check('GET', '/invoices/7?permission_of=me&api=other')).toBe(200);
      expect(await check('POST', '/invoices')).toBe(403);
      expect(await check('HEAD', '/invoices')).toBe(200);
      expect(await check('GET', '/other')).toBe(403);
      expect(await check('GET', '/invoices/%61rchive')).toBe(403);
      const behind = `/auth/verify/?api=${api.name}`;
      // A slash too many in the configuration of nginx: the requirement would be the client's query.
      expect((await get(at.server, behind, { ...bearer(ada.token), ...reporting('GET', '/invoices') })).status).toBe(
        400,
      );
    });

    test('must have a method in upper case, as methods are compared with their case', async () => {
      for (const method of ['get', 'Get', 'GET ', 'GET, GET', 'GETX', '__proto__', 'constructor'])
        expect([method, (await sent(reporting(method, '/neither'))).status]).toEqual([method, 403]);
    });

    test('must not have a header that can change the operation', async () => {
      for (const header of [
        'X-HTTP-Method-Override',
        'X-HTTP-Method',
        'X-Method-Override',
        'X-Original-URL',
        'X-Rewrite-URL',
        'X_HTTP_Method_Override',
        'X-Http_Method-Override',
      ])
        expect([header, await statusOf('GET', '/open', ada.token, { [header]: 'DELETE' })]).toEqual([header, 403]);
    });
  });

  describe('the path', () => {
    test.each([
      ['/invoices/', 'a slash at the end'],
      ['/slash', 'without the slash at the end'],
      ['/Invoices', 'another case'],
      ['/%69nvoices', 'an encoding of a text'],
      ['/invoices/ARCHIVE', 'a text in another case, where a parameter would match'],
      ['/invoices/%61rchive', 'an encoded text, where a parameter would match'],
      ['/invoices/%2561rchive', 'a text that is encoded twice'],
      ['/invoices/archive;x=1', 'a text with a parameter of the segment'],
      ['/invoices/archive%3Bx', 'a text with an encoded semicolon'],
      ['/invoices/archive.json', 'a text with a suffix'],
      ['/invoices/archive%20', 'a text with a space'],
      ['/invoices/%EF%BD%81rchive', 'a text in wide letters'],
      ['/invoices/archive/caf%C3%A8', 'another letter'],
      ['/invoices/%C0%AE', 'invalid UTF-8'],
      ['/invoices/%ff', 'an incomplete character'],
      ['/invoices//7', 'an empty segment'],
      ['/invoices/7/../../open', 'dot segments'],
      ['/invoices/7%2F8', 'an encoded slash'],
      ['/invoices\\7', 'a backslash'],
      ['/invoices#', 'a fragment'],
      ['invoices', 'no slash'],
      ['/invoices/{id}/x', 'a template'],
      ['/__proto__', 'a name of JavaScript'],
    ])('%s is refused: %s', async (uri) => {
      expect(await statusOf('GET', uri)).toBe(403);
    });

    test.each([
      '/invoices/{id}',
      '/invoices/archived',
      '/invoices/a.b;c',
      '/invoices/%41%20b',
      '/invoices/__proto__',
      '/invoices/7?a=/../b',
    ])('%s is a value of the parameter', async (uri) => {
      expect(await statusOf('GET', uri)).toBe(200);
    });

    test('may be encoded in both cases, and a text comes before a parameter', async () => {
      expect(await statusOf('GET', '/invoices/archive/caf%c3%a9')).toBe(200);
      expect(await scopeOf('GET', '/invoices/archive')).toContain('UPDATE_ROLE');
    });
  });

  test('a permission on the resource of the path is enough, and only there', async () => {
    const [mine, other] = [await project(at), await project(at)];
    const owner = await at.as.having('EXECUTE_ANALYSIS');
    const { token } = await made(await inBrowser(at.server, owner), {
      type: 'PROJECT_ANALYSIS',
      project_key: mine.key,
    });
    const nobody = await at.as.having();
    await grant(at, 'grant', mine.key, { user_id: nobody.id });
    const post = (key: string, secret: string) => statusOf('POST', `/projects/${key}/analyses`, secret);
    for (const secret of [token, nobody.token])
      expect([await post(mine.key, secret), await post(other.key, secret), await post('a%20b', secret)]).toEqual([
        200, 403, 403,
      ]);
    expect(await post(other.key, owner.token)).toBe(200);
    expect(await statusOf('GET', '/open', token)).toBe(403);
  });

  test('a check costs one statement, also with a resource, and one without an API costs what it did', async () => {
    const { key } = await project(at);
    await verify('GET', '/invoices');
    expect(await statementsOf(at.server, () => verify('GET', '/invoices'))).toBe(1);
    expect(await statementsOf(at.server, () => verify('POST', `/projects/${key}/analyses`))).toBe(1);
    expect(await statementsOf(at.server, () => verify('GET', '/other'))).toBe(1);
    expect(
      await statementsOf(at.server, () => get(at.server, '/auth/verify?permission=READ_USER', bearer(ada.token))),
    ).toBe(1);
  });

  test('a new document counts for the very next check in every process, and a deleted API lets nothing through', async () => {
    const { id, name } = await registered(at.owner, { '/a': { get: needs('READ_USER') } });
    const other = { url: await at.server.beside({ TRUSTED_PROXIES: '127.0.0.0/8' }) };
    const both = async (uri: string) => {
      const headers = { ...bearer(ada.token), ...reporting('GET', uri) };
      const answers = [at.server, other].map((server) => get(server, `/auth/verify?api=${name}`, headers));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await both('/a')).toEqual([200, 200]);
    for (let round = 0; round < 3; round++) {
      const document = (...needed: string[]) => JSON.stringify(openApi({ '/a': { get: needs(...needed) } }));
      await change(at.owner, id, { document: document('READ_USER', 'UPDATE_ROLE') });
      expect(await both('/a')).toEqual([403, 403]);
      await change(at.owner, id, { document: document('READ_ROLE') });
      expect(await both('/a')).toEqual([200, 200]);
    }
    await remove(at.owner, id);
    expect(await both('/a')).toEqual([400, 400]);
    // Under the same name, another API.
    const again = await at.owner('mutation ($input: CreateApiMutationInput) { createApi(input: $input) { id } }', {
      input: { name, document: JSON.stringify(openApi({ '/b': { get: needs('READ_USER') } })) },
    });
    expect(again.errors).toBeUndefined();
    expect([await both('/a'), await both('/b')]).toEqual([
      [403, 403],
      [200, 200],
    ]);
  });

  test('what a document requires cannot be had while its custom permission is missing', async () => {
    const permission = (
      await at.owner(
        'mutation { done: createPermission(input: { name: "SHIP_ORDER", group: "Orders", description: "Ship." }) { id } }',
      )
    ).data.done.id;
    const { name } = await registered(at.owner, { '/ship': { post: needs('SHIP_ORDER') } });
    const holder = await at.as.having('READ_USER');
    const headers = (token: string) => ({ ...bearer(token), ...reporting('POST', '/ship') });
    const owner = await at.as.owner();
    const status = async (token: string) => (await get(at.server, `/auth/verify?api=${name}`, headers(token))).status;
    expect([await status(owner.token), await status(holder.token)]).toEqual([200, 403]);
    await at.owner(`mutation { retirePermission(id: ${permission}) { id } }`);
    expect(await status(owner.token)).toBe(200);
    // As a version of Latchkey without this check, or somebody in the database, could do.
    await at.server.db.execute(sql`delete from custom_permissions where id = ${permission}`);
    await at.server.db.execute(sql`update permission_catalog set version = gen_random_uuid()`);
    expect(await status(owner.token)).toBe(403);
  });

  test('it counts as a use of the permissions of the alternative that decided, and of no other', async () => {
    const { id, token } = await made(await inBrowser(at.server, ada));
    const asked = { ...from('198.51.100.9') };
    expect(await statusOf('GET', '/either', token, asked)).toBe(200);
    expect(await statusOf('GET', '/both', token, asked)).toBe(403);
    await at.server.usage.flush(true);
    const uses = await rowsOf(at.server, sql`select name from usage where token_id = ${id} order by name`);
    expect(uses).toEqual([{ name: 'READ_ROLE' }]);
  });
});
