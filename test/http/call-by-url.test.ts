/** Calls by URL: each root field with a token and its arguments as parameters, by the same steps as GraphQL. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { callOf } from '../../src/graphql/call-by-url/field-document.ts';
import { schema } from '../../src/graphql/schema.ts';
import { contents } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { cookieOf, done, edit, freshName, inBrowser, inDays, made, revoke, setPolicy, world } from '../tokens/acts.ts';

const roots = (['Query', 'Mutation'] as const).flatMap((type) =>
  Object.values(schema.getType(type) ? (schema.getType(type) as never as { getFields(): object }).getFields() : {}),
) as { name: string; args: { type: unknown }[] }[];
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

test.each(roots.map(({ name }) => name))('%s has a valid document', (name) => {
  const call = callOf(schema, name);
  expect(validate(schema, parse(call?.document ?? ''))).toEqual([]);
});

test('there is no document for a name that is no root field', () => {
  for (const name of ['', 'nothing', '__schema', 'constructor', '__proto__'])
    expect(callOf(schema, name)).toBeUndefined();
});

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let owner: Person;
  beforeAll(async () => {
    owner = await at.as.owner();
    await setPolicy(at, { accept_session_parameter: true });
  });

  interface Reply {
    status: number;
    headers: Headers;
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    body: any;
  }
  async function send(path: string, init?: RequestInit): Promise<Reply> {
    const response = await at.server.fetch(`/1.0/${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  const get = (field: string, parameters: Record<string, string> = {}, session = owner.token, init?: RequestInit) =>
    send(`${field}?${new URLSearchParams({ ...parameters, ...(session ? { session } : {}) })}`, init);
  const post = (field: string, parameters: Record<string, string> = {}, session = owner.token) =>
    send(field, { method: 'POST', body: new URLSearchParams({ ...parameters, session }) });
  const answer = async (reply: Promise<Reply>) => (await reply).body;

  test('a query answers result 0 with the values of the result', async () => {
    const { status, headers, body } = await get('me');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toMatchObject({ result: 0, me: { id: owner.id, username: owner.username, super_admin: true } });
    expect(Object.keys(body)).toEqual(['result', 'me']);
    expect(body.me).not.toHaveProperty('role');
    expect((await answer(get('my_ip_address'))).my_ip_address).toEqual({ ip: '127.0.0.1' });
  });

  test('a list answers one page of rows with their values, and the cursor of the next page', async () => {
    const first = await answer(get('users', { paginator: '{"page": 1, "records_per_page": 1}' }));
    expect(first.users.entities).toMatchObject([{ id: at.ownerId, enabled: true }]);
    expect(first.users.page_info).toEqual({ records_per_page: 1, end_cursor: expect.any(String) });
    const { end_cursor: after } = first.users.page_info;
    const next = await answer(get('users', { paginator: JSON.stringify({ after, records_per_page: 1 }) }));
    expect(next.users.entities).toMatchObject([{ id: owner.id }]);
  });

  test('arguments are parameters with their names: texts, numbers, booleans and enums as they are, lists and objects as JSON', async () => {
    const who = await at.as.having('READ_USER', 'READ_ROLE');
    const search = [{ string_fields: [{ attribute: 'username', search_value: who.username, match: true }] }];
    const names = async (parameters: Record<string, string>) =>
      (await answer(get('users', parameters))).users.entities.map(({ id }: { id: string }) => id);
    expect(await names({ id: who.id })).toEqual([who.id]);
    expect(await names({ username: who.username, enabled: 'true' })).toEqual([who.id]);
    expect(await names({ username: who.username, enabled: 'false' })).toEqual([]);
    expect(await names({ search: JSON.stringify(search) })).toEqual([who.id]);
    expect(await names({ general_search: who.username, general_search_mode: 'ROOT' })).toEqual([who.id]);
    const roles = await answer(get('roles', { applied_permissions: '["READ_USER", "READ_ROLE"]' }));
    expect(roles.roles.entities).toHaveLength(1);
  });

  test('what is computed and what takes arguments is not selected', () => {
    const { document } = callOf(schema, 'roles') ?? {};
    expect(document).toContain('applied_permissions');
    expect(document).not.toMatch(/warnings|unused_permissions|users/);
  });

  test('a mutation by POST makes its change once, and answers with the values of the result', async () => {
    const name = freshName('role');
    const input = JSON.stringify({ name, applied_permissions: ['READ_USER'] });
    const body = await answer(post('createRole', { input }));
    expect(body).toMatchObject({ result: 0, createRole: { name, applied_permissions: ['READ_USER'] } });
    expect((await answer(get('roles', { name }))).roles.entities).toHaveLength(1);
    const gone = await answer(post('deleteRole', { id: body.createRole.id }));
    expect(gone).toEqual({ result: 0, deleteRole: { success: true, message: null, email: null } });
  });

  test('a query by POST keeps the token out of the URL', async () => {
    expect((await answer(post('me'))).me.id).toBe(owner.id);
  });

  test('a mutation by GET is refused with the reason, and changes nothing', async () => {
    const before = await contents(at.server);
    const { status, headers, body } = await get('createRole', { input: '{"name": "x", "applied_permissions": []}' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(body).toEqual({ result: 405, error: expect.stringContaining('Send mutations by POST') });
    expect((await send(`me?session=${owner.token}`, { method: 'PUT' })).body.result).toBe(405);
    expect(await contents(at.server)).toBe(before);
  });

  test('is refused unless the policy allows it, whatever the method', async () => {
    await setPolicy(at, { accept_session_parameter: false });
    const refused = { result: 400, error: expect.stringContaining('policy') };
    for (const send of [get, post]) expect((await send('me')).body).toEqual(refused);
    await setPolicy(at, { accept_session_parameter: true });
    for (const send of [get, post]) expect((await send('me')).body.result).toBe(0);
  });

  test('requires one token as session: no header, no cookie, and nothing else', async () => {
    const bearer = { headers: { Authorization: `Bearer ${owner.token}` } };
    const cookie = { headers: { Cookie: await cookieOf(at.server, owner) } };
    expect((await get('me', {}, '')).body).toEqual({ result: 401, error: 'Send a token as `session`.' });
    expect((await get('me', {}, 'lku_wrong')).status).toBe(401);
    for (const [session, init, status] of [
      ['', bearer, 401],
      ['', cookie, 401],
      [owner.token, bearer, 400],
      [owner.token, cookie, 400],
    ] as const)
      expect((await get('me', {}, session, init)).body.result).toBe(status);
    expect((await send(`me?session=${owner.token}&session=${owner.token}`)).body.result).toBe(400);
    const twice = { method: 'POST', body: new URLSearchParams({ session: owner.token }) };
    expect((await send(`me?session=${owner.token}`, twice)).body.result).toBe(400);
  });

  test('strangers do not learn which root fields exist', async () => {
    const [known, unknown] = [await get('users', {}, 'lku_wrong'), await get('nothing', {}, 'lku_wrong')];
    expect(known.body).toEqual(unknown.body);
    expect((await get('nothing')).body).toEqual({ result: 404, error: 'There is no root field of this name.' });
    expect((await get('__schema')).body.result).toBe(404);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'users',
      { colour: 'purple' },
      /^The request has an unknown parameter\. The parameters are session, .*username\.$/,
    ],
    ['users', { search: '[{' }, /^`search` is not valid JSON\.$/],
    ['users', { search: '{"__proto__": 1}' }, /^`search` must not contain the name/],
    ['users', { enabled: 'yes' }, /enabled|Boolean/],
    ['users', { id: 'x' }, /Int64Bit/],
    ['users', { general_search_mode: 'SIDEWAYS' }, /does not exist in "GeneralSearchMode" enum/],
    ['departure_report', {}, /^`user_id` is required\.$/],
  ])('%s with %j is refused with a text that names the rule', async (field, parameters, error) => {
    const { status, body } = await get(field, parameters);
    expect([status, body]).toEqual([400, { result: 400, error: expect.stringMatching(error) }]);
    expect(JSON.stringify(body)).not.toMatch(/purple|SIDEWAYS/);
  });

  test('a mutation whose result the caller may not read makes its change and answers without it', async () => {
    const who = await at.as.having('CREATE_ROLE');
    const name = freshName('role');
    const body = await answer(
      post('createRole', { input: JSON.stringify({ name, applied_permissions: [] }) }, who.token),
    );
    expect(body).toEqual({ result: 0, createRole: { __typename: 'Role' } });
    expect((await answer(get('roles', { name }))).roles.entities).toHaveLength(1);
  });

  test('a missing permission, a conflict and another type of body have their own results', async () => {
    const who = await at.as.having('CREATE_ROLE', 'READ_ROLE');
    expect((await get('users', {}, who.token)).body).toEqual({
      result: 403,
      error: expect.stringContaining('READ_USER'),
    });
    const input = JSON.stringify({ name: freshName('role'), applied_permissions: [] });
    expect((await post('createRole', { input }, who.token)).body.result).toBe(0);
    expect((await post('createRole', { input }, who.token)).body.result).toBe(409);
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    expect((await send(`me?session=${owner.token}`, json)).body.result).toBe(415);
  });

  test('no token manages tokens', async () => {
    const before = await contents(at.server);
    const { body } = await post('createPersonalAccessToken', { input: '{"name": "another"}' });
    expect(body).toEqual({ result: 403, error: expect.any(String) });
    expect(await contents(at.server)).toBe(before);
  });

  test('the limits of a token hold: root fields, documents and revocation', async () => {
    const by = await inBrowser(at.server, owner);
    const limited = await made(by, { methods: ['me'] });
    expect((await get('me', {}, limited.token)).body.result).toBe(0);
    expect((await get('users', {}, limited.token)).body.result).toBe(403);
    const bound = await made(by, { operations: [{ document: '{ me { id } }' }] });
    expect((await get('me', {}, bound.token)).body.result).toBe(403);
    await revoke(by, limited.id);
    expect((await get('me', {}, limited.token)).body.result).toBe(401);
  });

  test('answers have the header on the expiry of the token, and the uses of the token are counted', async () => {
    const by = await inBrowser(at.server, owner);
    const { id, token } = await made(by);
    expect((await get('me', {}, token)).headers.get('sonarqube-authentication-token-expiration')).toBeNull();
    await done(edit(by, id, { expires_at: inDays(3) }));
    expect((await get('users', {}, token)).headers.get('sonarqube-authentication-token-expiration')).toMatch(/\+0000$/);
    await at.server.usage.flush(true);
    const { data } = await by(`{ personal_access_tokens(id: ${id}) { entities { last_used_ip } } }`);
    expect(data.personal_access_tokens.entities).toEqual([{ last_used_ip: '127.0.0.1' }]);
  });

  test('the requests of a minute are limited together with those to GraphQL', async () => {
    const who = await at.as.having();
    const url = await at.server.beside({ REQUESTS_PER_MINUTE: '2' });
    const call = () => fetch(`${url}/1.0/me?session=${who.token}`);
    expect((await call()).headers.get('ratelimit')).toMatch(/^"requests";r=1;/);
    await fetch(`${url}/api/graphql?query={me{id}}&session=${who.token}`);
    const refused = await call();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.any(String)]);
    expect(await refused.json()).toEqual({ result: 429, error: expect.any(String) });
  });

  test('a large answer is sent whole', async () => {
    const { rows } = (await at.server.db.execute(
      `insert into roles (name, name_key, applied_permissions)
        select 'Large ' || n, 'large ' || n, array['READ_USER'] from generate_series(1, 4000) n returning id` as never,
    )) as never as { rows: object[] };
    const { body } = await get('roles', { paginator: '{"page": 1, "records_per_page": 10000}' });
    expect(body.result).toBe(0);
    expect(body.roles.entities.length).toBeGreaterThanOrEqual(rows.length);
    expect(body.roles.page_info).toEqual({ records_per_page: 10_000, end_cursor: null });
  });

  test('the token is in no line of the log, no Referer and no answer', async () => {
    const { token, id } = await made(await inBrowser(at.server, owner));
    await at.server.db.execute('alter table roles rename to roles_away' as never);
    const failed = await get('roles', {}, token);
    await at.server.db.execute('alter table roles_away rename to roles' as never);
    expect(failed.body).toEqual({ result: 500, error: 'Unexpected error.' });
    const replies = [
      failed,
      await get('me', {}, token),
      await post('me', {}, token),
      await get('users', { id: token }, token),
    ];
    for (const { headers, body } of replies) {
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(JSON.stringify(body)).not.toContain(token);
    }
    const lines = at.server.logged.join('');
    expect(lines).toContain(`"route":"/1.0/*","status":200`);
    expect(lines).toContain(`"token":"${id}"`);
    expect(lines).not.toContain(token.slice(4, 34));
  });

  test('every query without required arguments answers', async () => {
    const failed: string[] = [];
    for (const { name } of queries.filter(({ args }) => !args.some(({ type }) => /!$/.test(String(type))))) {
      const { body } = await get(name);
      if (body.result !== 0 || body[name] === undefined) failed.push(`${name}: ${body.error}`);
    }
    expect(failed).toEqual([]);
  });
});
