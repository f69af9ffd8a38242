/** The HTTP methods, content types and origins that /api/graphql accepts. A refused request is not executed. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { count } from 'drizzle-orm';
import { roles } from '../../schema/roles.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const mutation = 'mutation { createRole(input: { name: "Made", applied_permissions: [] }) { id } }';
const json = { 'Content-Type': 'application/json' };

let server: Latchkey;
let owner: Person;
let bearer: { Authorization: string };
let cookie: { Cookie: string };
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
  bearer = { Authorization: `Bearer ${owner.token}` };
  cookie = { Cookie: (await owner.signedIn()).cookie };
});
afterAll(() => server.stop());

const send = (method: string, headers: Record<string, string>, body?: BodyInit) =>
  fetch(`${server.url}/api/graphql`, { method, headers, body: body ?? null });

const get = (headers: Record<string, string>, query: string) =>
  fetch(`${server.url}/api/graphql?query=${encodeURIComponent(query)}`, { headers });

/** Sends the request and expects that no role was created. */
async function refused(sent: () => Promise<Response>): Promise<{ status: number; code: string; headers: Headers }> {
  const rolesNow = async () => (await server.db.select({ count: count() }).from(roles))[0]?.count;
  const before = await rolesNow();
  const response = await sent();
  const { data, errors } = (await response.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
  expect(data).toBeUndefined();
  expect(await rolesNow()).toBe(before);
  return { status: response.status, code: errors[0]?.extensions.code ?? '', headers: response.headers };
}

test.each(['text/plain', 'text/plain; charset=application/json', 'application/jsonp', ''])(
  'a POST of type "%s" is answered 415, with a cookie as well as with a token',
  async (type) => {
    const body = new TextEncoder().encode(JSON.stringify({ query: mutation }));
    for (const credential of [cookie, bearer]) {
      const headers = { ...credential, ...(type ? { 'Content-Type': type } : {}) } as Record<string, string>;
      expect((await refused(() => send('POST', headers, body))).status).toBe(415);
    }
  },
);

test('a form submission, which another site could send, is refused', async () => {
  const multipart = new FormData();
  multipart.set('operations', JSON.stringify({ query: mutation }));
  multipart.set('map', '{}');
  for (const body of [new URLSearchParams({ query: mutation }), multipart])
    expect((await refused(() => send('POST', cookie, body))).status).toBe(415);
});

test('a mutation by GET is answered 405 with the allowed methods', async () => {
  const { status, headers } = await refused(() => get(bearer, mutation));
  expect([status, headers.get('allow')]).toEqual([405, 'POST']);
});

test('a GET with a session is answered 403 with what to do instead, with or without the CSRF header', async () => {
  for (const headers of [cookie, { ...cookie, 'X-Latchkey-CSRF': '1' }]) {
    const response = await get(headers, '{ me { id } }');
    const message =
      'A session is accepted with POST only: send the query as a POST of application/json. In a browser, use /graphiql.';
    expect([response.status, await response.json()]).toEqual([
      403,
      { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] },
    ]);
  }
  const done = await send('POST', { ...json, ...cookie }, JSON.stringify({ query: '{ me { id } }' }));
  expect(await done.json()).toEqual({ data: { me: { id: owner.id } } });
});

test('a GET without a credential needs the CSRF header, and its refusal says so', async () => {
  const response = await get({}, '{ __typename }');
  expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('X-Latchkey-CSRF')]);
  const done = await get({ 'X-Latchkey-CSRF': '1' }, '{ __typename }');
  expect(await done.json()).toEqual({ data: { __typename: 'Query' } });
});

test.each(['gzip', 'br', 'identity, gzip', 'x'])(
  'a body with Content-Encoding: %s is answered 415 with the supported encoding',
  async (encoding) => {
    const body = JSON.stringify({ query: mutation });
    const { status, headers } = await refused(() =>
      send('POST', { ...json, ...bearer, 'Content-Encoding': encoding }, body),
    );
    expect([status, headers.get('accept-encoding')]).toEqual([415, 'identity']);
  },
);

test('a body with Content-Encoding: identity is accepted', async () => {
  const body = JSON.stringify({ query: '{ me { id } }' });
  const response = await send('POST', { ...json, ...bearer, 'Content-Encoding': 'Identity' }, body);
  expect(await response.json()).toEqual({ data: { me: { id: owner.id } } });
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is answered 405 with the allowed methods', async (method) => {
  const { status, headers } = await refused(() => send(method, { ...json, ...bearer }));
  expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
});

const elsewhere: Record<string, string>[] = [
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
];
test.each(elsewhere)('a cookie sent from a page of another origin (%p) is answered 403', async (headers) => {
  const body = JSON.stringify({ query: mutation });
  expect((await refused(() => send('POST', { ...json, ...cookie, ...headers }, body))).status).toBe(403);
});

test('a cookie sent from a page of this origin, or by a program, is accepted', async () => {
  const body = JSON.stringify({ query: '{ me { id } }' });
  for (const headers of [{}, { Origin: server.url }, { 'Sec-Fetch-Site': 'same-origin', Origin: server.url }]) {
    const response = await send('POST', { ...json, ...cookie, ...headers } as Record<string, string>, body);
    expect(await response.json()).toEqual({ data: { me: { id: owner.id } } });
  }
});

test('answers have no CORS headers, so that pages of other origins cannot read them', async () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  const response = await send('POST', { ...json, ...bearer, Origin: 'https://evil.example' }, body);
  expect(response.status).toBe(200);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('bodies that never end do not delay other requests', async () => {
  const { hostname, port } = new URL(server.url);
  const head = `POST /api/graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
  const slow = Array.from({ length: 100 }, () => connect(Number(port), hostname));
  await Promise.all(slow.map((socket) => new Promise((sent) => socket.write(head, sent))));
  expect((await owner.ask('{ me { id } }')).data).toEqual({ me: { id: owner.id } });
  for (const socket of slow) socket.destroy();
});
