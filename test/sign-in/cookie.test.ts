/** The cookies that signing in sets, and where it redirects to. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { password, passwordHash, people } from '../test-users.ts';

let server: Latchkey;
let username: string;
async function start(settings: Record<string, string>): Promise<void> {
  server = await startLatchkey('postgres', settings);
  const { id, username: name } = await people(server).owner();
  await server.db.update(users).set({ passwordHash }).where(eq(users.id, id));
  username = name;
}

const signIn = (next: string) =>
  server.fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ username, password, next }) });

describe.each([
  ['http://localhost:4000', 'latchkey', false],
  ['https://id.example.com', '__Host-latchkey', true],
])('at %s', (publicUrl, name, secure) => {
  beforeAll(() => start({ PUBLIC_URL: publicUrl }));
  afterAll(() => server.stop());

  const flagsOf = (cookie = '') => new Set(cookie.split('; ').slice(1));
  const strict = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])];

  test(`the session cookie is ${name}, unreadable for scripts and not sent by other sites`, async () => {
    const [cookie] = (await signIn('/')).headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^${name}=[0-9A-Za-z]{30};`));
    expect(flagsOf(cookie)).toEqual(new Set([...strict, expect.stringMatching(/^Expires=/)]));
  });

  test(`the cookie ${name}-device marks the browser as known for 400 days`, async () => {
    const [, cookie] = (await signIn('/')).headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^${name}-device=\\d+\\.[0-9A-Za-z]{30}(\\.[\\w-]{43}){2};`));
    expect(flagsOf(cookie)).toEqual(new Set([...strict, 'Max-Age=34560000']));
  });

  test('only with https there is a Strict-Transport-Security header', async () => {
    const { headers } = await server.fetch('/sign-in');
    expect(headers.has('strict-transport-security')).toBe(secure);
  });
});

describe('the redirect after signing in', () => {
  beforeAll(() => start({}));
  afterAll(() => server.stop());

  test.each([
    ['/graphiql?query=a&b=%20', '/graphiql?query=a&b=%20'],
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      'evil',
      '/\t/evil',
      '/a\r\nSet-Cookie: a=b',
      '',
    ].map((next) => [next, '/account/home'] as const),
  ])('for next=%j goes to %s', async (next, location) => {
    const response = await signIn(next);
    expect(response.headers.get('location')).toBe(location);
    const page = await (await server.fetch(`/sign-in?next=${encodeURIComponent(next)}`)).text();
    expect(page).toContain(`name="next" value="${location.replaceAll('&', '&amp;')}"`);
  });
});
