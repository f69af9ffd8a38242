/** The host: requests with a session or a password are answered only under the host of PUBLIC_URL, and those with a token under any. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { count, eq } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { fetchAs } from '../kit/fetch.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, password, passwordHash, people } from '../test-users.ts';

let server: Latchkey;
let person: Person;
let session: string;
async function start(settings: Record<string, string>): Promise<void> {
  server = await startLatchkey('postgres', settings);
  person = await people(server).owner();
}

/** Signs in with the shared password, which the test before may have changed. */
async function begin(): Promise<void> {
  await server.db.update(users).set({ passwordHash }).where(eq(users.id, person.id));
  session = (await person.signedIn()).cookie;
}

const asked = (host: string, path: string, init: RequestInit = {}) => fetchAs(host, server.url + path, init);
const form = (fields: Record<string, string>, headers = {}) => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(fields),
});
const json = (body: object, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const signIn = (host: string, headers = {}) =>
  asked(host, '/sign-in', form({ username: person.username, password }, headers));
const sessionCount = async () => (await server.db.select({ count: count() }).from(sessions))[0]?.count;

/** Requests that carry a session or a password. */
const guarded: Record<string, () => Promise<[string, RequestInit]>> = {
  'the sign-in page': async () => ['/sign-in', {}],
  'the sign-in form': async () => ['/sign-in', form({ username: person.username, password })],
  'a sign-in by JSON': async () => ['/sign-in', json({ username: person.username, password })],
  'the page of a one-time link': async () => [
    `/set-password/${(await owner.resetLink(server.db, person.username)).secret}`,
    {},
  ],
  'the form of a one-time link': async () => {
    const { secret } = await owner.resetLink(server.db, person.username);
    return [`/set-password/${secret}`, form({ password: 'another ferry copper 92' })];
  },
  'a query with a session': async () => ['/api/graphql', json({ query: '{ me { id } }' }, { Cookie: session })],
  'a CSV list with a session': async () => ['/api/personal_access_tokens.csv', { headers: { Cookie: session } }],
  'the validation of a session': async () => ['/api/authentication/validate', { headers: { Cookie: session } }],
  'a page with a session': async () => ['/account', { headers: { Cookie: session } }],
  'signing out': async () => ['/sign-out', form({}, { Cookie: session })],
};

describe('with PUBLIC_URL', () => {
  beforeAll(() => start({ PUBLIC_URL: 'https://id.example.com' }));
  afterAll(() => server.stop());
  beforeEach(begin);

  test.each(Object.entries(guarded))(
    '%s is refused under another host, with an error that names PUBLIC_URL',
    async (_, of) => {
      const [path, init] = await of();
      const before = await sessionCount();
      for (const host of [
        'evil.example',
        'localhost',
        '127.0.0.1:4000',
        'id.example.com.evil.example',
        'x.id.example.com',
      ]) {
        const response = await asked(host, path, init);
        expect([host, response.status]).toEqual([host, 421]);
        const [{ message, extensions }] = (await response.json()).errors;
        expect(message).toContain('https://id.example.com, its PUBLIC_URL');
        expect([extensions, response.headers.getSetCookie()]).toEqual([{ code: 'INVALID_INPUT' }, []]);
      }
      expect(await sessionCount()).toBe(before);
      const answered = await asked('id.example.com', path, init);
      expect([200, 303]).toContain(answered.status);
    },
  );

  test.each(['/%73ign-in', '/x/../sign-in', '/./set-password/a', 'http://evil.example/sign-in'])(
    'a sign-in page whose path is written as %s is refused under another host, too',
    async (path) => {
      expect(await rawRequest(server.url, { path, headers: { host: 'evil.example' } })).toBe(421);
    },
  );

  test('its host is accepted in any case and with any port, because proxies leave the port out', async () => {
    for (const host of ['ID.example.com', 'id.example.com:443', 'id.example.com:8443'])
      expect((await signIn(host)).status).toBe(303);
  });

  test('a page of another origin is refused, even if its host header names that origin', async () => {
    const before = await sessionCount();
    for (const Origin of ['https://evil.example', 'http://id.example.com', 'https://id.example.com:8443'])
      expect((await signIn(new URL(Origin).host, { Origin })).status).toBe(Origin.includes('evil') ? 421 : 403);
    expect(await sessionCount()).toBe(before);
    expect((await signIn('id.example.com', { Origin: 'https://id.example.com' })).status).toBe(303);
  });

  test('health checks, requests with a token and public fields are answered under any host', async () => {
    const ask = json({ query: '{ me { id } }' }, { Authorization: `Bearer ${person.token}` });
    for (const host of ['evil.example', '10.0.0.7:4000', 'localhost']) {
      const statuses = [
        await asked(host, '/healthz'),
        await asked(host, '/readyz', { headers: { Cookie: session } }),
        await asked(host, '/api/graphql', json({ query: '{ __typename }' })),
        await asked(host, '/api/personal_access_tokens.csv', { headers: { Authorization: `Bearer ${person.token}` } }),
      ].map(({ status }) => status);
      expect(statuses).toEqual([200, 200, 200, 200]);
      expect(await (await asked(host, '/api/graphql', ask)).json()).toEqual({ data: { me: { id: person.id } } });
    }
  });

  test('links contain the host of PUBLIC_URL, whatever host the request names', async () => {
    const input = '{ name: "New", public_name: "New", username: "new", email_address: "new@example.com" }';
    const query = `mutation { createUser(input: ${input}) { setup_link } }`;
    const made = await asked(
      'evil.example',
      '/api/graphql',
      json({ query }, { Authorization: `Bearer ${person.token}` }),
    );
    const { data } = await made.json();
    expect(data.createUser.setup_link).toMatch(/^https:\/\/id\.example\.com\/set-password\/\w{30}$/);
    for (const path of ['/', '/account', '/graphiql', '/admin/users'])
      expect((await asked('evil.example', path)).headers.get('location')).toMatch(/^\/(account\/home$|sign-in\?next=)/);
  });
});

describe('without PUBLIC_URL', () => {
  beforeAll(() => start({}));
  afterAll(() => server.stop());
  beforeEach(begin);

  test.each(['localhost', 'localhost:1234', 'latchkey.localhost', '127.0.0.1:8080', '127.8.9.1', '[::1]:4000'])(
    'the loopback host %s is accepted',
    async (host) => {
      expect((await signIn(host)).status).toBe(303);
      expect((await signIn(host, { Origin: `http://${host}` })).status).toBe(303);
      expect((await signIn(host, { Origin: 'http://localhost:4444' })).status).toBe(403);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example',
    'notlocalhost',
    '192.168.1.5:4000',
    '[2001:db8::1]',
    '0.0.0.0',
    '127.0.0.1.nip.io',
  ])('the host %s is refused, with an error that names PUBLIC_URL', async (host) => {
    const response = await signIn(host, { Origin: `http://${host}` });
    expect([response.status, await response.text()]).toEqual([421, expect.stringContaining('PUBLIC_URL')]);
  });
});
