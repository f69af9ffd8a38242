/** A bound token runs its documents with the pinned values, however they are sent, and nothing else. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { kinds } from '../server.ts';
import type { Answer } from '../test-users.ts';
import { inBrowser, type Made, made, refusal, setPolicy, world } from './acts.ts';
import { byHash, byId, getting, posting, type Send, sha256 } from './sending.ts';

const report =
  'query Report($name: String, $page: Int = 1) { users(name: $name, paginator: {page: $page, records_per_page: 3}) { entities { name } } }';
const two = 'query Names { users { entities { name } } } query Ids { users { entities { id } } }';
const byText = 'query Later($id: Int64Bit) { roles(id: $id) { entities { id } } }';
const outside = 'This token may run only the documents it is bound to.';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let token: Made;
  let send: Send;
  let get: ReturnType<typeof getting>;
  let grace: { id: string; name: string };

  beforeAll(async () => {
    const someone = await at.as.having();
    grace = { id: someone.id, name: someone.username };
    token = await made(at.owner, {
      operations: [
        { document: report, pinned_variables: JSON.stringify({ name: grace.name }) },
        { document: two, operation_name: 'Names' },
        { hash: `sha256:${sha256(byText)}`, pinned_variables: '{"id": "7"}' },
      ],
    });
    send = posting(at.server, token.token);
    get = getting(at.server, token.token);
  });

  const found = () => ({ users: { entities: [{ name: grace.name }] } });
  const expectRun = async (answer: Promise<Answer>) => {
    const { data, errors, status } = await answer;
    expect({ data, errors, status }).toEqual({ data: found(), errors: undefined, status: 200 });
  };
  const expectOutside = async (answer: Promise<Answer>) => {
    const { data, errors } = await answer;
    expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([[outside, 'FORBIDDEN']]);
    expect(data).toBeUndefined();
  };

  test('it runs its document by text and by hash, with POST and with GET', async () => {
    await expectRun(send({ query: report }));
    await expectRun(send({ query: report, operationName: 'Report', variables: { name: grace.name } }));
    await expectRun(send({ query: report, variables: null, extensions: null, documentId: null }));
    for (const named of [byId(report), byHash(report), { ...byId(report), ...byHash(report) }]) {
      await expectRun(send(named));
      await expectRun(send({ ...named, query: report }));
      await expectRun(get(named));
      await expectRun(get({ ...named, query: report }));
    }
    await expectRun(get({ query: report, variables: { name: grace.name } }));
    await expectRun(send({ documentId: `sha256:${sha256(report).toUpperCase()}`, query: '' }));
  });

  test('another document is refused, however small the difference is', async () => {
    const others = [
      '{ users { entities { name } } }',
      '{ __typename }',
      ` ${report}`,
      `${report}\n`,
      `\uFEFF${report}`,
      report.replaceAll(' ', '  '),
      report.replace('{ name }', '{ n: name }'),
      `${report} query More { me { id } }`,
      getIntrospectionQuery(),
      '{ __schema { types { name } } }',
      'mutation { createRole(input: { name: "r", applied_permissions: [] }) { id } }',
      'not a document',
    ];
    for (const query of others) {
      await expectOutside(send({ query }));
      await expectOutside(get({ query }));
      await expectOutside(send({ query, ...byId(query) }));
      await expectOutside(send(byHash(query)));
    }
  });

  test('a hash allows no other document, and a prefix of a hash is refused', async () => {
    const query = '{ users { entities { id email_address } } }';
    await expectOutside(send({ query, ...byId(report) }));
    await expectOutside(send({ query, ...byHash(report) }));
    await expectOutside(get({ query, ...byHash(report) }));
    await expectOutside(send({ query: report, ...byHash(query) }));
    const hash = sha256(report);
    for (const documentId of [`sha256:${hash.slice(0, 63)}`, `sha256:${hash}0`, hash, `md5:${hash}`, '', 7, {}])
      expect(refusal(await send({ documentId })).code).toBe('INVALID_INPUT');
    await expectOutside(send({ documentId: `sha256:${hash.slice(0, 63)}${hash.endsWith('0') ? '1' : '0'}` }));
    expect(refusal(await send({ ...byId(report), ...byHash(two) })).code).toBe('INVALID_INPUT');
  });

  test('an empty request, several operations in one request and invalid documents are refused', async () => {
    await expectOutside(send({}));
    await expectOutside(send({ query: null, variables: { name: grace.name } }));
    await expectOutside(send({ extensions: { persistedQuery: null } }));
    for (const body of [[{ query: report }], { query: [report] }, { query: { text: report } }, 'null', '[]'])
      expect(refusal(await send(body as object)).code).toBe('INVALID_INPUT');
    for (const persistedQuery of [{ sha256Hash: sha256(report) }, { version: 2, sha256Hash: sha256(report) }, [], 'x'])
      expect(refusal(await send({ extensions: { persistedQuery } })).code).toBe('INVALID_INPUT');
  });

  test('of a document with several operations only the bound one runs', async () => {
    const { data } = await send({ query: two, operationName: 'Names' });
    expect(data.users.entities.length).toBeGreaterThan(1);
    expect((await get({ ...byId(two), operationName: 'Names' })).errors).toBeUndefined();
    await expectOutside(send({ query: two, operationName: 'Ids' }));
    await expectOutside(send({ ...byHash(two), operationName: 'Ids' }));
    await expectOutside(send({ query: two }));
    await expectOutside(send({ query: two, operationName: 'names' }));
    await expectOutside(send({ query: two, operationName: ['Names'] }));
    await expectOutside(send({ query: report, operationName: 'Names' }));
  });

  test('another value of a pinned variable is refused and named, and other variables are free', async () => {
    for (const name of ['owner', '', null, [grace.name], { name: grace.name }, ` ${grace.name}`, 7]) {
      const { data, errors } = await send({ query: report, variables: { name } });
      expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
        ['This token is bound to another value of $name.', 'FORBIDDEN'],
      ]);
      expect(data).toBeUndefined();
    }
    expect((await send({ query: report, variables: { page: 2 } })).data).toEqual({ users: { entities: [] } });
    await expectRun(send({ query: report, variables: { page: 1, nobody: 'asks' } }));
    expect(refusal(await send({ query: report, variables: { page: 'two' } })).code).toBe('INVALID_INPUT');
  });

  test('of a variable that is sent twice the value that is used is the one that is compared', async () => {
    const variables = (first: string, second: string) => `{"name": "${first}", "name": "${second}"}`;
    const body = (text: string) => `{"query": ${JSON.stringify(report)}, "variables": ${text}}`;
    await expectRun(send(body(variables('owner', grace.name))));
    expect(refusal(await send(body(variables(grace.name, 'owner')))).code).toBe('FORBIDDEN');
    const written = JSON.stringify(variables(grace.name, 'owner'));
    expect(refusal(await send(body(written))).code).toBe('FORBIDDEN');
    const twice = `{"query": ${JSON.stringify(report)}, "query": "{ users { entities { id } } }"}`;
    await expectOutside(send(twice));
  });

  test('variables that are not an object, or name a prototype, are refused', async () => {
    for (const variables of ['{"__proto__": {"name": "owner"}}', '["owner"]', '"owner"', '7', 'true'])
      expect(refusal(await send(`{"query": ${JSON.stringify(report)}, "variables": ${variables}}`)).code).toBe(
        'INVALID_INPUT',
      );
    await expectRun(send({ query: report, variables: [] }));
    await expectRun(send({ query: report, variables: { constructor: 'x', toString: 'y' } }));
  });

  test('a document known only by its hash must be sent by the client, and its hash is checked', async () => {
    const unknown = await send({ ...byHash(byText), variables: { id: '7' } });
    expect([unknown.status, unknown.errors?.[0]?.message, refusal(unknown).code]).toEqual([
      200,
      'PersistedQueryNotFound',
      'NOT_FOUND',
    ]);
    const run = { data: { roles: { entities: [] } }, errors: undefined };
    const { data, errors } = await send({ ...byHash(byText), query: byText });
    expect({ data, errors }).toEqual(run);
    expect((await send({ query: byText, variables: { id: '7' } })).errors).toBeUndefined();
    expect(refusal(await send({ query: byText, variables: { id: '8' } })).code).toBe('FORBIDDEN');
    // The same id for the schema, but not the same JSON.
    expect(refusal(await send({ query: byText, variables: { id: 7 } })).code).toBe('FORBIDDEN');
    await expectOutside(send({ query: byText.replace('id }', ' id }') }));
  });

  test('of two texts with the same UTF-8 bytes the stored one runs, or neither', async () => {
    const document = '{ users(name: "\uFFFD") { entities { id } } }';
    const { token: secret } = await made(at.owner, { operations: [{ document }] });
    expect((await posting(at.server, secret)({ query: document })).errors).toBeUndefined();
    const halved = document.replace('\uFFFD', '\uD800');
    expect(sha256(halved)).toBe(sha256(document));
    expect((await posting(at.server, secret)({ query: halved })).data).toEqual({ users: { entities: [] } });
    const { token: byTextAlone } = await made(at.owner, { operations: [{ hash: sha256(document) }] });
    const { errors } = await posting(at.server, byTextAlone)({ query: halved });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  test('a refused request is answered 400 to clients that accept application/graphql-response+json', async () => {
    const { status } = await send({ query: '{ me { id } }' }, { Accept: 'application/graphql-response+json' });
    expect(status).toBe(400);
    expect((await send({ query: '{ me { id } }' })).status).toBe(200);
  });

  test('a mutation is not run with GET', async () => {
    const document = 'mutation M { createRole(input: { name: "by address", applied_permissions: [] }) { id } }';
    const writer = await made(at.owner, { operations: [{ document }] });
    expect((await getting(at.server, writer.token)(byId(document))).status).toBe(405);
    const { data } = await at.owner('{ roles(name: "by address") { entities { id } } }');
    expect(data.roles.entities).toEqual([]);
    expect((await posting(at.server, writer.token)(byId(document))).errors).toBeUndefined();
  });

  test('a token in the URL is bound in the same way', async () => {
    await setPolicy(at, { accept_session_parameter: true });
    const { documentId } = byId(report);
    const [ours, others] = [`documentId=${documentId}`, `query=${encodeURIComponent('{ me { id } }')}`];
    const byAddress = async (params: string) =>
      (await (await fetch(`${at.server.url}/api/graphql?session=${token.token}&${params}`)).json()) as Answer;
    expect((await byAddress(ours)).data).toEqual(found());
    expect(refusal(await byAddress(others)).code).toBe('FORBIDDEN');
    // Of two parameters of one name the first counts, here and in the check.
    expect(refusal(await byAddress(`${others}&${ours}`)).code).toBe('FORBIDDEN');
  });

  test('it cannot read the CSV list, and it counts as valid', async () => {
    const headers = { Authorization: `Bearer ${token.token}` };
    const table = await fetch(`${at.server.url}/api/personal_access_tokens.csv`, { headers });
    expect([table.status, (await table.json()).errors[0].message]).toEqual([403, outside]);
    const validate = await fetch(`${at.server.url}/api/authentication/validate`, { headers });
    expect(await validate.json()).toEqual({ valid: true });
  });

  test('reading its operations takes one more statement, and other callers take none', async () => {
    const free = await made(at.owner);
    const counted = async (secret: string) => {
      at.server.statements.length = 0;
      await expectRun(posting(at.server, secret)({ query: report, variables: { name: grace.name } }));
      return at.server.statements.length;
    };
    // The credential and the list.
    expect(await counted(free.token)).toBe(2);
    expect(await counted(token.token)).toBe(3);
  });

  test('it cannot read what its owner may no longer read', async () => {
    const reader = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, reader);
    const document = '{ users { entities { id } } }';
    const { token: secret } = await made(by, { operations: [{ document }] });
    const { data } = await reader.ask('{ me { role_id } }');
    expect((await posting(at.server, secret)(byId(document))).errors).toBeUndefined();
    await at.owner(`mutation { updateRole(id: ${data.me.role_id}, input: { applied_permissions: [] }) { id } }`);
    expect(refusal(await posting(at.server, secret)(byId(document)))).toEqual({
      code: 'FORBIDDEN',
      missing: ['READ_USER'],
    });
  });
});
