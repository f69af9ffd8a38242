/** Caching: only files whose names contain a hash of their content may be cached. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, password, people } from '../test-users.ts';

let server: Latchkey;
let owner: Person;
let cookie: string;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
  ({ cookie } = await owner.signedIn());
});
afterAll(() => server.stop());

const json = { 'Content-Type': 'application/json' };
const bearer = () => ({ Authorization: `Bearer ${owner.token}` });
const post = (path: string, headers: object, body: object | string) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
const get = (path: string, headers = {}) => fetch(server.url + path, { headers, redirect: 'manual' });

const makeToken = 'mutation { createPersonalAccessToken(input: { name: "n" }) { token } }';
const makeUser =
  'mutation { createUser(input: { name: "n", username: "n", public_name: "n", email_address: "n@example.com" }) { setup_link } }';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

const answers: Record<string, () => Promise<Response>> = {
  'a new token': () => post('/api/graphql', { Cookie: cookie }, { query: makeToken }),
  'a new one-time link': () => post('/api/graphql', bearer(), { query: makeUser }),
  'a query by GET': () => get('/api/graphql?query={me{id}}', bearer()),
  'a refused credential': () => post('/api/graphql', { Authorization: 'Bearer nonsense' }, { query: '{ me { id } }' }),
  'the CSV list of all tokens': () => get('/api/personal_access_tokens.csv', bearer()),
  'a lookup of hashes': () => get('/leaked/abcde', bearer()),
  'a call by URL that is refused': () => get('/1.0/me?session=x'),
  'the validation of a credential': () => get('/api/authentication/validate', bearer()),
  'users for identity providers': () => get('/scim/v2/Users', bearer()),
  'a sign-in': () => post('/sign-in', {}, { username: owner.username, password }),
  'a sign-in by form': () =>
    post('/sign-in', form, `username=${owner.username}&password=${encodeURIComponent(password)}`),
  'a failed sign-in': () => post('/sign-in', {}, { username: owner.username, password: 'wrong' }),
  'the page of a one-time link': () => get('/set-password/nonsense'),
  'a page of the application': () => get('/account', { Cookie: cookie }),
  'an unknown path': () => get('/nothing'),
};

test.each(Object.keys(answers))('%s is sent with no-store', async (name) => {
  const response = await answers[name]?.();
  expect(response?.headers.get('cache-control')).toBe('no-store');
});

test('files with a hash in their name are immutable, and GraphiQL is revalidated at each visit', async () => {
  const [file] = readdirSync('dist/web/assets').filter((name) => name.endsWith('.js'));
  expect((await get(`/assets/${file}`)).headers.get('cache-control')).toContain('immutable');
  expect((await get('/graphiql', { Cookie: cookie })).headers.get('cache-control')).toBe('no-cache');
});
