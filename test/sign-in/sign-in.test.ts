/** Signing in and out: by form and by JSON, with one error for every failure. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { count, eq } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, password, passwordHash, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server.stop());

  /** A user who can sign in, with these changes of the row. */
  async function addUser(change: object = {}) {
    const { id, username } = await people(server).owner();
    await server.db
      .update(users)
      .set({ passwordHash, ...change })
      .where(eq(users.id, id));
    return { id, username };
  }

  const post = (path: string, headers: Record<string, string>, body: BodyInit) =>
    fetch(`${server.url}${path}`, { method: 'POST', headers, body, redirect: 'manual' });
  const byJson = (body: object) => post('/sign-in', { 'Content-Type': 'application/json' }, JSON.stringify(body));
  const byForm = (body: Record<string, string>, headers = {}) => post('/sign-in', headers, new URLSearchParams(body));
  const cookieOf = (response: Response) => response.headers.get('set-cookie') ?? '';
  const sessionCount = async () => (await server.db.select({ count: count() }).from(sessions))[0]?.count;
  const whoIs = async (cookie: string) =>
    (await ask(server, { Cookie: cookie.split(';')[0] as string }, '{ me { id } }')).data?.me?.id;

  test('with JSON the answer contains the user and the expiry of the session', async () => {
    const { id, username } = await addUser();
    const response = await byJson({ username, password });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ user: { id, username }, expires_at: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await whoIs(cookieOf(response))).toBe(id);
  });

  test('a body that is not valid JSON, no object or has a wrong field is refused with what is wrong', async () => {
    const refused = async (body: string) => {
      const response = await post('/sign-in', { 'Content-Type': 'application/json' }, body);
      expect(response.status).toBe(400);
      return ((await response.json()) as { errors: { message: string }[] }).errors.map(({ message }) => message);
    };
    expect(await refused('{"username": "a", ')).toEqual(['The body is not valid JSON.']);
    expect(await refused('1')).toEqual(['The body must be a JSON object.']);
    const nul = JSON.stringify({ username: 'a', password: 'a\0b' });
    expect(await refused(nul)).toEqual(['`password` must not contain the character U+0000.']);
    expect(await refused('{"username": "a"}')).toEqual([
      '`password` is required, as text of at most 2,000 characters.',
    ]);
  });

  test('with a form the answer redirects to `next`', async () => {
    const { id, username } = await addUser();
    const response = await byForm({ username, password, next: '/graphiql?a=1' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/graphiql?a=1']);
    expect(await whoIs(cookieOf(response))).toBe(id);
  });

  test('the user name or the email address may be used, in any case', async () => {
    const { id, username } = await addUser();
    for (const name of [username.toUpperCase(), ` ${username}@Example.COM `]) {
      expect(await whoIs(cookieOf(await byJson({ username: name, password })))).toBe(id);
    }
  });

  test('a new sign-in in the same browser ends its previous session, even if that was of another user', async () => {
    const [first, second] = [await addUser(), await addUser()];
    let cookie = cookieOf(await byJson({ username: first.username, password }));
    const elsewhere = cookieOf(await byJson({ username: first.username, password }));
    for (const { id, username } of [first, second]) {
      const headers = { 'Content-Type': 'application/json', Cookie: cookie.split(';')[0] as string };
      const failed = await post('/sign-in', headers, JSON.stringify({ username, password: 'wrong' }));
      expect([failed.status, await whoIs(cookie)]).toEqual([401, first.id]);
      const again = cookieOf(await post('/sign-in', headers, JSON.stringify({ username, password })));
      expect([await whoIs(cookie), await whoIs(again), await whoIs(elsewhere)]).toEqual([undefined, id, first.id]);
      cookie = again;
    }
    const ended = eq(logs.message, 'A session ended because of a new sign-in in the same browser.');
    const entries = await server.db.select({ id: logs.loggableId }).from(logs).where(ended);
    expect(entries).toEqual([{ id: first.id }, { id: first.id }]);
  });

  const failures: [string, () => Promise<string>, string][] = [
    ['an unknown user', async () => 'nobody-of-that-name', password],
    ['a wrong password', async () => (await addUser()).username, 'plum tractor seldom 48'],
    ['a disabled user', async () => (await addUser({ enabled: false })).username, password],
    ['a user without a password', async () => (await addUser({ passwordHash: null })).username, password],
    ['a password in another case', async () => (await addUser()).username, password.toUpperCase()],
  ];
  test.each(failures)('%s gets the same error as every other failure', async (_what, user, given) => {
    const [username, before] = [await user(), await sessionCount()];
    const [asJson, asForm] = [await byJson({ username, password: given }), await byForm({ username, password: given })];
    const message = 'The user name or the password is wrong.';
    const extensions = { code: 'UNAUTHENTICATED', reason: 'SIGN_IN_REFUSED' };
    expect(await asJson.json()).toEqual({ errors: [{ message, extensions }] });
    expect(await asForm.text()).toContain(`<div class="fault" role="alert" id="fault"><p>${message}</p></div>`);
    for (const response of [asJson, asForm]) {
      expect([response.status, cookieOf(response)]).toEqual([401, '']);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    expect(await sessionCount()).toBe(before);
  });

  test.each([
    '{}',
    '{"username": "x"}',
    '{"username": 1, "password": "x"}',
    'null',
    '{',
    `{"username": "${'x'.repeat(2001)}", "password": "x"}`,
  ])('missing or invalid fields are answered 400: %.30s', async (body) => {
    const response = await post('/sign-in', { 'Content-Type': 'application/json' }, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
  });

  test('a form sent from a page of another origin is answered 403 and starts no session', async () => {
    const [{ username }, before] = [await addUser(), await sessionCount()];
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const response = await byForm({ username, password }, headers);
      expect([response.status, cookieOf(response)]).toEqual([403, '']);
    }
    expect(await sessionCount()).toBe(before);
    expect((await byForm({ username, password }, { Origin: server.url })).status).toBe(303);
  });

  test('signing out ends the session, but not when another origin requests it', async () => {
    const { id, username } = await addUser();
    const cookie = cookieOf(await byJson({ username, password })).split(';')[0] as string;
    const elsewhere = await post(
      '/sign-out',
      { Cookie: cookie, Origin: 'https://evil.example' },
      new URLSearchParams(),
    );
    expect([elsewhere.status, await whoIs(cookie)]).toEqual([403, id]);
    const response = await post('/sign-out', { Cookie: cookie }, new URLSearchParams());
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(cookieOf(response)).toMatch(/^latchkey=; Max-Age=0; Path=\//);
    expect(await whoIs(cookie)).toBeUndefined();
    expect((await post('/sign-out', { Cookie: cookie }, new URLSearchParams())).status).toBe(303);
  });
});
