/** A known browser, in which its user has signed in before, may sign in while attackers have locked the account or the network. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, like } from 'drizzle-orm';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { newDevice } from '../../src/domain/sign-in/known-browsers.ts';
import { kinds, type Latchkey, pepper, startLatchkey } from '../server.ts';
import { password, passwordHash, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let id: string;
  let username: string;
  let known: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    ({ id, username } = await people(server).having());
    await server.db.update(users).set({ passwordHash }).where(eq(users.id, id));
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.db.delete(signInAttempts);
    known = deviceOf(await signIn(password));
  });

  const post = (path: string, cookie: string, body: object) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
      body: JSON.stringify(body),
    });
  const signIn = (given: string, cookie = '', name = username) =>
    post('/sign-in', cookie, { username: name, password: given });
  const statusOf = async (given: string, cookie = '') => (await signIn(given, cookie)).status;
  const deviceOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('latchkey-device='))
      ?.split(';')[0] as string;
  const attempts = async () =>
    Object.fromEntries((await server.db.select().from(signInAttempts)).map((row) => [row.key, row.attempts]));
  const lock = () => server.db.insert(signInAttempts).values({ key: `user:${id}`, attempts: 10 });

  test('a known browser can sign in to an account that attackers have locked, and the attackers stay locked out', async () => {
    await lock();
    expect([await statusOf(password), await statusOf('wrong', known)]).toEqual([401, 401]);
    expect([await statusOf(password, known), await statusOf(password)]).toEqual([200, 401]);
    expect(await attempts()).toMatchObject({ [`user:${id}`]: 12 });
  });

  test('a known browser with ten failed attempts is treated as an unknown one', async () => {
    const fails = Array.from({ length: 10 }, () => statusOf('wrong', known));
    expect(await Promise.all(fails)).toEqual(Array(10).fill(401));
    expect([await statusOf(password, known), await statusOf(password)]).toEqual([401, 401]);
    await server.db.delete(signInAttempts).where(eq(signInAttempts.key, `user:${id}`));
    expect(await statusOf(password, known)).toBe(200);
  });

  test('a correct password in a known browser resets the failed attempts of that browser', async () => {
    for (let i = 0; i < 9; i++) await statusOf('wrong', known);
    expect(await statusOf(password, known)).toBe(200);
    expect(await attempts()).toEqual({ [`user:${id}`]: 0, 'network:127.0.0.1': 9 });
  });

  test('a browser is known only for its own user, and only with a cookie that this server signed', async () => {
    const other = await people(server).having();
    const [value = ''] = known.split('=').slice(1);
    const [, device, set, signature] = value.split('.');
    const forged = [
      newDevice(pepper, { id: other.id, passwordHash }),
      newDevice('another key', { id, passwordHash }),
      newDevice(pepper, { id, passwordHash: 'of an earlier password' }),
      `${id}.${device}.${set}.${'A'.repeat(43)}`,
      `${id}.${device}.${set}`,
      `${other.id}.${device}.${set}.${signature}`,
      `${id}.${device}.${set}.${signature}.`,
      '',
    ];
    await lock();
    for (const cookie of forged) expect(await statusOf(password, `latchkey-device=${cookie}`)).toBe(401);
    expect(await statusOf(password, known)).toBe(200);
  });

  test('the cookie of a known browser does not sign the user in', async () => {
    const response = await fetch(`${server.url}/account`, { headers: { Cookie: known }, redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/^\/sign-in/);
  });

  test('in a known browser its user can sign in from a network over its limit; for other users no password is compared there', async () => {
    await statusOf('wrong');
    await server.db.update(signInAttempts).set({ attempts: 100 }).where(like(signInAttempts.key, 'network:%'));
    const other = await people(server).having();
    server.statements.length = 0;
    const ofAnother = await signIn(password, known, other.username);
    expect([ofAnother.status, ofAnother.headers.has('retry-after')]).toEqual([401, true]);
    const tables = server.statements.map((text) => /"(sign_in_attempts|users|logs)"/.exec(text)?.[1]);
    // The first reads the rules of the firewall.
    expect(tables).toEqual([undefined, 'sign_in_attempts', 'users', 'sign_in_attempts']);
    expect([await statusOf(password), await statusOf(password, known)]).toEqual([401, 200]);
  });

  test('the browser in which a password was set with a one-time link is known', async () => {
    const { secret } = await owner.resetLink(server.db, username);
    const response = await post(`/set-password/${secret}`, '', { password: 'another ferry copper 92' });
    await lock();
    const signedIn = [
      await statusOf('another ferry copper 92'),
      await statusOf('another ferry copper 92', deviceOf(response)),
    ];
    expect([response.status, ...signedIn]).toEqual([200, 401, 200]);
    await server.db.update(users).set({ passwordHash }).where(eq(users.id, id));
  });
});
