/** Persisted queries: a caller without a bound token may send a hash too. It must match the document, and no document is stored. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';
import { byHash, byId, getting, posting, type Send } from '../tokens/sending.ts';

const query = '{ me { id } }';

let server: Latchkey;
let send: Send;
let get: ReturnType<typeof getting>;
let id: string;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  const owner = await people(server).owner();
  send = posting(server, owner.token);
  get = getting(server, owner.token);
  id = owner.id;
});
afterAll(() => server.stop());

test('a matching hash changes neither the answer nor the number of statements', async () => {
  const statements: number[] = [];
  for (const named of [{}, byId(query), byHash(query), { ...byId(query), ...byHash(query) }]) {
    server.statements.length = 0;
    expect((await send({ query, ...named })).data).toEqual({ me: { id } });
    statements.push(server.statements.length);
    expect((await get({ query, ...named })).data).toEqual({ me: { id } });
  }
  expect(new Set(statements).size).toBe(1);
});

test('a hash of another document is refused', async () => {
  for (const named of [byId('{ me { name } }'), byHash('{ me { name } }'), byHash(`${query} `)])
    for (const answer of [await send({ query, ...named }), await get({ query, ...named })]) {
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
});

test('a hash alone is answered PersistedQueryNotFound with status 200, so that clients send the document', async () => {
  const accepts = ['application/json', 'application/graphql-response+json'];
  for (const Accept of accepts)
    for (const named of [byId(query), byHash(query)]) {
      const { status, errors, data } = await send(named, { Accept });
      expect({ status, errors, data }).toEqual({
        status: 200,
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'NOT_FOUND' } }],
        data: undefined,
      });
    }
  expect((await get(byHash(query))).errors?.[0]?.message).toBe('PersistedQueryNotFound');
  // A document sent with its hash is not stored: otherwise one caller could run the document of another.
  await send({ query, ...byHash(query) });
  expect((await send(byHash(query))).errors?.[0]?.message).toBe('PersistedQueryNotFound');
});

test('an invalid hash is refused, and other extensions are ignored', async () => {
  const bad = [
    { documentId: 'me' },
    { documentId: 7 },
    { extensions: { persistedQuery: { version: 2, sha256Hash: byId(query).documentId.slice(7) } } },
    { extensions: { persistedQuery: { version: 1, sha256Hash: ['a'] } } },
    { extensions: { persistedQuery: 'x' } },
    { ...byId(query), ...byHash('{ me { name } }') },
  ];
  for (const named of bad) {
    const { status, errors } = await send({ query, ...named });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'INVALID_INPUT']);
  }
  for (const extensions of [{}, null, { persistedQuery: null }, { tracing: true }])
    expect((await send({ query, extensions })).errors).toBeUndefined();
});
