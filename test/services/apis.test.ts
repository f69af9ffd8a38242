/** APIs: registering OpenAPI documents, what operations require, and which documents are refused. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, inBrowser, rowsOf, world } from '../tokens/acts.ts';
import { change, needs, openApi, register, registered, remove } from './openapi.ts';

const yaml = `
openapi: 3.0.3
info: {title: Shop, version: '1'}
servers:
  - url: https://{region}.example.com/v1/
security:
  - token: [READ_USER]
paths:
  x-note: not a path
  /invoices:
    get: {summary: uses the security of the document}
    post:
      security:
        - token: [CREATE_USER, READ_ROLE]
        - token: [CREATE_ROLE]
  /invoices/{id}:
    x-latchkey-permission: [READ_ROLE]
    x-latchkey-resource: project:{id}
    get:
      security: [{token: []}]
    delete:
      x-latchkey-permission: DELETE_ROLE
      security: [{token: [READ_USER]}]
  /health:
    get: {security: []}
    head: {x-latchkey-permission: []}
`;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const manager = async (): Promise<Ask> => inBrowser(at.server, await at.as.having('MANAGE_APIS'));
  const rows = () =>
    rowsOf(
      at.server,
      sql`select a.id, a.revision, count(o.id)::int as operations from apis a
      left join api_operations o on o.api_id = a.id group by a.id order by a.id`,
    );

  /** Nothing was written. */
  async function refusedWith(work: () => ReturnType<Ask>) {
    const [before, entries] = [await rows(), await lastEntries(at.server)];
    const { errors } = await work();
    expect([await rows(), await lastEntries(at.server)]).toEqual([before, entries]);
    return errors?.[0];
  }

  test('a document in YAML is registered: each operation has the permissions of the nearest level that names any', async () => {
    const { data, errors } = await register(await manager(), 'shop', yaml, { description: 'The shop' });
    expect(errors).toBeUndefined();
    expect(data.done).toMatchObject({ name: 'shop', description: 'The shop', document: yaml });
    const on = 'project:{id}';
    expect(data.done.operations.entities).toEqual([
      { method: 'GET', path: '/v1/invoices', requires: 'READ_USER', resource: null },
      { method: 'POST', path: '/v1/invoices', requires: 'CREATE_USER and READ_ROLE or CREATE_ROLE', resource: null },
      { method: 'GET', path: '/v1/invoices/{id}', requires: 'READ_ROLE', resource: on },
      { method: 'DELETE', path: '/v1/invoices/{id}', requires: 'DELETE_ROLE', resource: on },
      { method: 'GET', path: '/v1/health', requires: '', resource: null },
      { method: 'HEAD', path: '/v1/health', requires: '', resource: null },
    ]);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ type: 'CREATED', loggable_type: 'Api', message: 'API shop was registered.' });
    expect(entry?.current).toMatchObject({
      name: 'shop',
      document_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      operations: expect.arrayContaining([
        'GET /v1/health: any valid token',
        `DELETE /v1/invoices/{id}: DELETE_ROLE on ${on}`,
      ]),
    });
  });

  test('a document in JSON is registered, once for each base path of the servers that are nearest', async () => {
    const servers = ['https://a.example/v1', '/v2', 'https://b.example', 'http://c.example/v1'].map((url) => ({ url }));
    const { data } = await register(
      at.owner,
      'servers',
      openApi(
        { '/a': { get: needs('READ_USER') }, '/b': { servers: [{ url: '/' }], get: needs('READ_USER') } },
        { servers },
      ),
    );
    expect(data.done.operations.entities.map(({ path }: { path: string }) => path)).toEqual([
      '/v1/a',
      '/v2/a',
      '/a',
      '/b',
    ]);
  });

  test('a new document replaces the one before as a whole, and the log has the operations that differ', async () => {
    const { id } = await registered(at.owner, { '/a': { get: needs('READ_USER') }, '/b': { get: needs('READ_USER') } });
    const document = JSON.stringify(openApi({ '/a': { get: needs('READ_USER') }, '/c': { get: needs('READ_ROLE') } }));
    const { data } = await change(at.owner, id, { document });
    expect(data.done.document).toBe(document);
    expect(data.done.operations.entities.map(({ path }: { path: string }) => path)).toEqual(['/a', '/c']);
    const [entry] = await lastEntries(at.server);
    expect(entry?.previous).toMatchObject({ operations: ['GET /b: READ_USER'] });
    expect(entry?.current).toMatchObject({ operations: ['GET /c: READ_ROLE'] });
    const described = await change(at.owner, id, { description: ' Described ' });
    expect(described.data.done).toMatchObject({ description: 'Described', document });
    expect(await remove(at.owner, id)).toMatchObject({ data: { done: { success: true } } });
    expect(await rowsOf(at.server, sql`select 1 from api_operations where api_id = ${id}`)).toEqual([]);
    expect((await lastEntries(at.server))[0]).toMatchObject({ type: 'DELETED', loggable_id: id });
  });

  test('without MANAGE_APIS, and with a token, nothing is read or changed', async () => {
    const { id } = await registered(at.owner, { '/a': { get: needs('READ_USER') } });
    const other = await inBrowser(at.server, await at.as.having('MANAGE_PERMISSIONS'));
    const holder = await at.as.having('MANAGE_APIS');
    const document = openApi({ '/a': { get: needs('READ_USER') } });
    for (const by of [other, holder.ask]) {
      for (const work of [
        () => register(by, 'mine', document),
        () => change(by, id, { description: 'x' }),
        () => remove(by, id),
      ])
        expect((await refusedWith(work))?.extensions?.code).toBe('FORBIDDEN');
    }
    expect((await other('{ apis { entities { id } } }')).errors?.[0]?.extensions?.missing_permissions).toEqual([
      'MANAGE_APIS',
    ]);
    expect((await holder.ask(`{ apis(id: ${id}) { entities { id } } }`)).data.apis.entities).toEqual([{ id }]);
  });

  const get = (operation: object) => openApi({ '/a': { get: operation } });
  const path = (name: string) => openApi({ [name]: { get: needs('READ_USER') } });
  const paths = (...names: string[]) =>
    openApi(Object.fromEntries(names.map((name) => [name, { get: needs('READ_USER') }])));
  const many = (count: number) => paths(...Array.from({ length: count }, (_, place) => `/path${place}`));
  const bomb = `openapi: 3.1.0\na: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g']
    .map((name, place) => `${name}: &${name} [${Array(20).fill(`*${'abcdefg'[place]}`).join()}]`)
    .join('\n')}\npaths: {}`;

  test.each<[rule: string, document: object | string, reason: string, place?: string]>([
    ['is blank', ' ', 'BLANK'],
    ['is too long', `#${'x'.repeat(500_000)}`, 'TOO_LONG'],
    ['is neither JSON nor YAML', '{"openapi": ', 'NOT_YAML_AT'],
    ['gives a name twice in YAML', 'openapi: 3.0.0\nopenapi: 3.1.0', 'NOT_YAML_AT', 'line 2'],
    [
      'gives a name twice in JSON',
      '{"openapi":"3.1.0","paths":{"/a":{"get":{"security":[]},"get":{}}}}',
      'NOT_YAML_AT',
    ],
    ['repeats very much by aliases', bomb, 'NOT_YAML_AT'],
    ['consists of two documents', 'openapi: 3.1.0\n---\nopenapi: 3.1.0', 'NOT_YAML'],
    ['is nested very deeply', `openapi: 3.1.0\npaths: ${'['.repeat(50_000)}`, 'NOT_YAML_AT'],
    ['is a list', '[]', 'NOT_OPENAPI'],
    ['is of Swagger 2.0', { swagger: '2.0', paths: {} }, 'NOT_OPENAPI'],
    ['is of a later version', { ...path('/a'), openapi: '3.2.0' }, 'NOT_OPENAPI'],
    ['has no paths', { openapi: '3.1.0' }, 'NO_OPERATIONS'],
    ['has paths without operations', openApi({ '/a': { summary: 'nothing' } }), 'NO_OPERATIONS'],
    ['has more than 1,000 operations', many(1_001), 'MOST_OPERATIONS'],
    [
      'has more than 1,000 operations by its servers',
      { ...many(501), servers: [{ url: '/a' }, { url: '/b' }] },
      'MOST_OPERATIONS',
    ],
    ['has paths of another type', openApi([]), 'MISSHAPED', 'paths'],
    ['has a path item of another type', openApi({ '/a': 'get' }), 'MISSHAPED', '/a'],
    ['has an operation of another type', get([]), 'MISSHAPED', 'GET /a'],
    ['has security of another type', get({ security: { token: [] } }), 'MISSHAPED', 'GET /a: security'],
    ['has scopes of another type', get({ security: [{ token: 'READ_USER' }] }), 'MISSHAPED', 'GET /a: security'],
    [
      'has a permission of another type',
      get({ 'x-latchkey-permission': 5 }),
      'MISSHAPED',
      'GET /a: x-latchkey-permission',
    ],
    ['refers to a path item elsewhere', openApi({ '/a': { $ref: '#/components/pathItems/a' } }), 'REFERENCE', '/a'],
    ['has a method in upper case', openApi({ '/a': { GET: needs('READ_USER') } }), 'UNKNOWN_FIELD', '/a: GET'],
    [
      'has a misspelt extension of an operation',
      get({ 'x-latchkey-permissions': 'READ_ROLE', ...needs('READ_USER') }),
      'UNKNOWN_EXTENSION',
      'GET /a: x-latchkey-permissions',
    ],
    [
      'has a misspelt extension of a path',
      openApi({ '/a': { 'X-Latchkey-Permission': 'READ_USER', get: needs('READ_USER') } }),
      'UNKNOWN_EXTENSION',
      '/a: X-Latchkey-Permission',
    ],
    ['has a misspelt extension', { ...path('/a'), x_latchkey_resource: 'a:b' }, 'UNKNOWN_EXTENSION'],
    [
      'has an extension beside the paths',
      openApi({ 'x-latchkey-permission': 'READ_ROLE', '/a': { get: needs('READ_USER') } }),
      'UNKNOWN_EXTENSION',
      'paths: x-latchkey-permission',
    ],
    [
      'names a resource of a kind that the permission does not declare',
      get({ ...needs('READ_USER'), 'x-latchkey-resource': 'customer:42' }),
      'KIND_NOT_DECLARED',
      'GET /a',
    ],
    ['has too many alternatives', get({ security: Array(21).fill({ a: ['READ_USER'] }) }), 'TOO_MANY_AT', 'GET /a'],
    ['has too many scopes', get({ security: [{ a: Array(21).fill('READ_USER') }] }), 'TOO_MANY_AT', 'GET /a'],
    [
      'has too many schemes in an alternative',
      get({ security: [Object.fromEntries(Array.from({ length: 21 }, (_, place) => [`s${place}`, ['READ_USER']]))] }),
      'TOO_MANY_AT',
      'GET /a',
    ],
    ['has too many servers', { ...path('/a'), servers: Array(21).fill({ url: '/' }) }, 'TOO_MANY_AT', 'servers'],
    ['says nothing about an operation', get({}), 'NO_PERMISSION', 'GET /a'],
    ['says only that a token is needed', get({ security: [{ token: [] }] }), 'NO_PERMISSION', 'GET /a'],
    ['makes the token optional', get({ security: [...needs('READ_USER').security, {}] }), 'OPEN_ALTERNATIVE', 'GET /a'],
    [
      'has an alternative without permissions',
      get({ security: [{ a: ['READ_USER'] }, { b: [] }] }),
      'OPEN_ALTERNATIVE',
    ],
    ['requires what is no permission', get(needs('READ_USER', 'FLY')), 'UNKNOWN_PERMISSION_AT', 'FLY'],
    ['requires an empty name', get({ 'x-latchkey-permission': '' }), 'UNKNOWN_PERMISSION_AT'],
    [
      'requires two permissions in one text',
      get({ 'x-latchkey-permission': 'READ_USER or READ_ROLE' }),
      'UNKNOWN_PERMISSION_AT',
    ],
    ['has a path without a slash', path('a'), 'WRONG_PATH'],
    ['has a path with an empty part', path('/a//b'), 'WRONG_PATH'],
    ['has a path with dot segments', path('/a/../b'), 'WRONG_PATH'],
    ['has a path with encoded dot segments', path('/a/%2e%2E/b'), 'WRONG_PATH'],
    ['has a path with an encoded slash', path('/a%2Fb'), 'WRONG_PATH'],
    ['has a path with a query', path('/a?b=1'), 'WRONG_PATH'],
    ['has a path with a semicolon', path('/a;b'), 'WRONG_PATH'],
    ['has a path with a parameter in a part of a segment', path('/files/{name}.json'), 'WRONG_PATH'],
    ['has a path with two parameters in a segment', path('/{a}-{b}'), 'WRONG_PATH'],
    ['has a path with the same parameter twice', path('/{a}/{a}'), 'WRONG_PATH'],
    ['has a path with half a character', path('/\ud800'), 'WRONG_PATH'],
    ['has paths that differ in names of parameters', paths('/a/{x}', '/a/{y}'), 'AMBIGUOUS_PATHS', '/a/{x} and /a/{y}'],
    [
      'has an operation twice by its servers',
      openApi({
        '/v1/users': { get: needs('READ_USER') },
        '/users': { servers: [{ url: '/v1' }], get: { security: [] } },
      }),
      'AMBIGUOUS_PATHS',
      'GET /v1/users',
    ],
    [
      'has an operation twice by nested servers',
      { ...paths('/b/c', '/c'), servers: [{ url: '/a' }, { url: '/a/b' }] },
      'AMBIGUOUS_PATHS',
      'GET /a/b/c',
    ],
    ['has paths of which neither is more specific', paths('/{entity}/me', '/books/{id}'), 'AMBIGUOUS_PATHS'],
    ['has paths that differ in case', paths('/users/me', '/users/Me'), 'AMBIGUOUS_PATHS'],
    ['has paths that differ in encoding', paths('/a', '/%61'), 'AMBIGUOUS_PATHS'],
    ['has paths that differ in a slash at the end', paths('/a', '/a/'), 'AMBIGUOUS_PATHS'],
    ['has a more specific path with a slash at the end', paths('/a/{x}', '/a/b/'), 'AMBIGUOUS_PATHS'],
    [
      'has a server with a variable in its path',
      { ...path('/a'), servers: [{ url: 'https://a.example/{v}' }] },
      'WRONG_SERVER',
      'servers',
    ],
    ['has a server relative to the document', { ...path('/a'), servers: [{ url: 'v1' }] }, 'WRONG_SERVER'],
    ['has a server with dot segments', { ...path('/a'), servers: [{ url: '/v1/..' }] }, 'WRONG_PATH'],
    ['has a server without a URL', { ...path('/a'), servers: [{}] }, 'WRONG_SERVER'],
    [
      'has a resource without a type',
      get({ ...needs('READ_USER'), 'x-latchkey-resource': '{id}' }),
      'WRONG_RESOURCE',
      'GET /a',
    ],
    [
      'has a resource of a parameter that is not in the path',
      get({ ...needs('READ_USER'), 'x-latchkey-resource': 'project:{id}' }),
      'WRONG_RESOURCE',
    ],
  ])('a document that %s is refused, with the place and the rule', async (_rule, document, reason, place = '') => {
    const error = await refusedWith(() => register(at.owner, 'refused', document));
    expect(error?.extensions).toMatchObject({ code: 'INVALID_INPUT', reason, fields: { document: expect.anything() } });
    expect(error?.message).toContain(place);
    expect(error?.message).toMatch(/^`document` /);
  });

  test('paths may be more or less specific, and a text comes before a parameter', async () => {
    const clear = paths(
      '/users/{id}',
      '/users/me',
      '/users/{id}/posts',
      '/users/me/posts',
      '/{a}/{b}/{c}/d',
      '/export',
      '/export.csv',
      '/',
    );
    expect((await register(at.owner, 'specific', clear)).errors).toBeUndefined();
  });

  test('a wrong name and description are refused together with the document', async () => {
    for (const name of ['', 'Shop', 'a b', 'é', '-a', 'a'.repeat(65), 'a/b']) {
      const error = await refusedWith(() => register(at.owner, name, path('/a')));
      expect([name, error?.extensions?.fields]).toEqual([name, { name: expect.stringContaining('lower case') }]);
    }
    const all = await refusedWith(() => register(at.owner, 'A', '{}', { description: 'x'.repeat(201) }));
    expect(Object.keys(all?.extensions?.fields as object).sort()).toEqual(['description', 'document', 'name']);
    expect((await refusedWith(() => change(at.owner, '999999', { description: 'x' })))?.extensions?.code).toBe(
      'NOT_FOUND',
    );
    expect((await refusedWith(() => remove(at.owner, '999999')))?.extensions?.code).toBe('NOT_FOUND');
  });

  test('the APIs that require a permission are found, with the operations that do, and no other of a similar name', async () => {
    const { id } = await registered(at.owner, {
      '/a': { get: { security: [{ t: ['READ_USER', 'READ_ROLE'] }, { t: ['READ_ROLE', 'DELETE_NOTE'] }] } },
      '/b': { get: needs('READ_ROLE'), post: { security: [] } },
    });
    const query = `query ($name: String!) {
      apis(id: ${id}, reverse_relation_filters: [{ relation: "operations", search: [
        { string_fields: [{ attribute: "permissions", search_value: $name, match: true, partial_matching: false }] }
      ] }]) { entities { operations(permissions: [DELETE_NOTE]) { entities { path permissions } } } }
    }`;
    const found = async (name: string) => (await at.owner(query, { name })).data.apis.entities;
    const permissions = ['DELETE_NOTE', 'READ_ROLE', 'READ_USER'];
    expect(await found('DELETE_NOTE')).toEqual([{ operations: { entities: [{ path: '/a', permissions }] } }]);
    expect(await found('READ_ROLE')).toHaveLength(1);
    for (const name of ['NOTE', 'DELETE', 'and', '']) expect([name, await found(name)]).toEqual([name, []]);
    const all = await at.owner(
      `{ apis(id: ${id}) { entities { operations { entities { method path permissions } } } } }`,
    );
    expect(all.data.apis.entities[0].operations.entities).toContainEqual({
      method: 'POST',
      path: '/b',
      permissions: [],
    });
    await remove(at.owner, id);
  });

  test('a name is taken once, and there are at most 50 APIs', async () => {
    const { name, id } = await registered(at.owner, { '/a': { get: needs('READ_USER') } });
    const again = await refusedWith(() => register(at.owner, name, path('/a')));
    expect(again?.extensions).toMatchObject({ code: 'CONFLICT', fields: { name: expect.anything() } });
    const filler = sql`insert into apis (name, document) select 'filler-' || n, '' from generate_series(1, 50) as n`;
    await at.server.db.execute(filler);
    const error = await refusedWith(() => register(at.owner, 'one-more', path('/a')));
    expect(error?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'MOST_APIS' });
    await at.server.db.execute(sql`delete from apis where name like 'filler-%'`);
    await remove(at.owner, id);
  });

  test('a custom permission that an API requires cannot be deleted until the document changes', async () => {
    const declare = `mutation { done: createPermission(input: { name: "BOOK_ROOM", group: "Rooms", description: "Book." }) { id } }`;
    const permission = (await at.owner(declare)).data.done.id;
    const { id, name } = await registered(at.owner, { '/rooms': { post: needs('READ_USER', 'BOOK_ROOM') } });
    const other = await registered(at.owner, { '/beds': { post: needs('BOOK_ROOM'), get: needs('READ_USER') } });
    const drop = (by = at.owner) => by(`mutation { done: deletePermission(id: ${permission}) { success } }`);
    expect((await drop()).errors?.[0]).toMatchObject({
      message: `The OpenAPI documents of these APIs require the permission BOOK_ROOM, so it cannot be deleted: ${name} and ${other.name}. Requests that need it would all be refused. Change the documents first.`,
      extensions: { code: 'CONFLICT', reason: 'PERMISSION_REQUIRED_BY', values: { apis: [name, other.name] } },
    });
    // Who may not read APIs does not learn their names.
    const [error] = (await drop(await inBrowser(at.server, await at.as.having('MANAGE_PERMISSIONS')))).errors ?? [];
    expect(error?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PERMISSION_REQUIRED' });
    expect(JSON.stringify(error)).not.toContain(name);
    await remove(at.owner, other.id);
    expect(
      (await at.owner('{ custom_permissions(name: "BOOK_ROOM") { entities { id } } }')).data.custom_permissions
        .entities,
    ).toHaveLength(1);
    // Retired, it can still be required: those who have it keep it.
    await at.owner(`mutation { retirePermission(id: ${permission}) { id } }`);
    const both = openApi({ '/rooms': { post: needs('BOOK_ROOM'), get: needs('BOOK_ROOM') } });
    expect((await change(at.owner, id, { document: JSON.stringify(both) })).errors).toBeUndefined();
    await change(at.owner, id, { document: JSON.stringify(path('/rooms')) });
    expect((await drop()).data.done).toEqual({ success: true });
  });
});
