/** Signing in at a real OpenID Connect provider: what makes a session, and every way in which it is refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { providerIdentities } from '../../../schema/provider-identities.ts';
import { signInAttempts } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import { fence } from '../../../src/domain/people/fence.ts';
import { contents, lastEntries } from '../../access/writing.ts';
import { kinds } from '../../server.ts';
import { type Person, password, people } from '../../test-users.ts';
import { inBrowser } from '../../tokens/acts.ts';
import { enrollApp, firstStep, requireOfEverybody, setPassword } from '../factor-acts.ts';
import {
  acme,
  type Browser,
  faultOf,
  link,
  openBrowser,
  type Setting,
  signInAt,
  startWithProvider,
  tampering,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let setting: Setting;
  let person: Person;
  let browser: Browser;
  let count = 0;
  beforeAll(async () => {
    setting = await startWithProvider(kind);
  });
  afterAll(() => setting.stop());
  beforeEach(async () => {
    const { server, idp } = setting;
    person = await people(server).having('READ_ROLE');
    browser = openBrowser(server);
    idp.inFront = `subject-${count++}`;
    idp.signedInSecondsAgo = 0;
    idp.people.set(idp.inFront, {});
    await link(server, idp, person.id, idp.inFront);
  });

  const refused = 'Acme did not confirm who you are. Try again. If it fails again, ask your administrator.';
  const expired = 'This sign-in has expired. Sign in again.';

  test('a person who signs in at the provider gets a session and comes to the page that they opened', async () => {
    const { server } = setting;
    const page = await browser.open('/sign-in/with/acme?next=/account/tokens%3Fpage%3D2');
    expect(page.url).toBe('/account/tokens?page=2');
    expect(await browser.whoIs()).toBe(person.id);
    expect([...browser.cookies.keys()].toSorted()).toEqual(['latchkey', 'latchkey-device']);
    expect(await lastEntries(server)).toMatchObject([
      {
        message: `${person.username} signed in.`,
        current: { ip: '127.0.0.1', provider: 'acme' },
        loggable_id: person.id,
      },
    ]);
  });

  test('the request to the provider has PKCE, a state and a nonce, and the cookie cannot be read by pages', async () => {
    const answer = await setting.server.fetch('/sign-in/with/acme');
    const { searchParams } = new URL(answer.headers.get('location') as string);
    expect(answer.status).toBe(302);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
      redirect_uri: 'http://localhost:4999/sign-in/with/acme/callback',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^latchkey-provider=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    for (const name of ['state', 'nonce']) expect(cookie).not.toContain(searchParams.get(name));
  });

  test('the sign-in page has a link for each provider, and keeps where to go', async () => {
    const { text } = await browser.open('/sign-in?next=/account/tokens');
    expect(text).toContain('href="/sign-in/with/acme?next=%2Faccount%2Ftokens"');
    expect(text).toMatch(/Continue with <bdi>Acme<\/bdi>/);
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'it never continues at another site: %s',
    async (next) => {
      expect((await browser.open(`/sign-in/with/acme?next=${encodeURIComponent(next)}`)).url).toBe('/account/home');
    },
  );

  const forged: [string, Parameters<typeof tampering>][] = [
    ['another state', ['callback', (given) => given.set('state', 'another')]],
    ['no state', ['callback', (given) => given.delete('state')]],
    ['another issuer', ['callback', (given) => given.set('iss', 'https://evil.example')]],
    ['no issuer, where the provider announces it', ['callback', (given) => given.delete('iss')]],
    ['an ID token with another nonce', ['auth', (given) => given.set('nonce', 'another-nonce-of-an-attacker')]],
    ['a code of another verifier', ['auth', (given) => given.set('code_challenge', 'A'.repeat(43))]],
    ['an unknown code', ['callback', (given) => given.set('code', 'unknown')]],
  ];
  test.each(forged)('%s is refused', async (_what, [where, change]) => {
    const before = await contents(setting.server);
    const page = await signInAt(browser, tampering(where, change));
    expect([page.status, faultOf(page)]).toEqual([401, refused]);
    expect(setting.server.logged.at(-2)).toContain('"provider":"acme"');
    expect(await browser.whoIs()).toBeNull();
    expect(await contents(setting.server)).toBe(before);
  });

  test('a code works once, even with the cookie of its sign-in', async () => {
    let callback = '';
    let cookie = '';
    await signInAt(browser, (url) => {
      if (url.pathname.endsWith('callback')) {
        callback = url.href;
        cookie = browser.cookies.get('latchkey-provider') as string;
      }
      return url;
    });
    const thief = openBrowser(setting.server);
    expect(faultOf(await thief.open(callback))).toBe(expired);
    thief.cookies.set('latchkey-provider', cookie);
    expect(faultOf(await thief.open(callback))).toBe(refused);
    expect(await thief.whoIs()).toBeNull();
  });

  test("another person's callback signs nobody in: it belongs to the browser in which it began", async () => {
    let callback = '';
    await signInAt(browser, (url) => {
      if (!url.pathname.endsWith('callback')) return url;
      callback = url.href;
      return null;
    });
    const victim = openBrowser(setting.server);
    expect(faultOf(await victim.open(callback))).toBe(expired);
    await signInAt(victim, (url) => (url.pathname.endsWith('callback') ? null : url));
    expect(faultOf(await victim.open(callback))).toBe(refused);
    expect(await victim.whoIs()).toBeNull();
  });

  test('a cookie that somebody wrote is refused', async () => {
    browser.cookies.set('latchkey-provider', 'A'.repeat(200));
    expect(faultOf(await browser.open('/sign-in/with/acme/callback?code=x&state=x'))).toBe(expired);
  });

  test('a person who cancels at the provider sees that', async () => {
    setting.idp.inFront = null;
    const page = await signInAt(browser);
    expect([page.status, faultOf(page)]).toEqual([401, 'You did not sign in at Acme.']);
  });

  test('a wrong client secret is refused, and the log says what the provider answered without the secret', async () => {
    const { server, idp, beside } = setting;
    const address = await beside({ providers: [acme(idp, { client_secret: 'a wrong secret of the client' })] });
    expect(faultOf(await signInAt(openBrowser(server, address)))).toBe(refused);
    const line = server.logged.at(-2) as string;
    expect(line).toContain('invalid_client');
    expect(line).not.toContain('a wrong secret');
  });

  test('a provider that does not answer delays nobody else, and the page says so', async () => {
    const { server, idp, beside } = setting;
    const away = { ...acme(idp), id: 'away', name: 'Away', issuer: 'http://127.0.0.1:9' };
    const address = await beside({ providers: [acme(idp), away] });
    const other = openBrowser(server, address);
    const page = await other.open('/sign-in/with/away');
    expect([page.status, faultOf(page)]).toEqual([
      401,
      'Away does not answer. Try again later, or sign in another way.',
    ]);
    expect(page.text).toContain('/sign-in/with/acme');
    await signInAt(other);
    expect(await other.whoIs()).toBe(person.id);
  });

  test('an unknown provider has no page', async () => {
    for (const path of ['/sign-in/with/other', '/sign-in/with/other/callback?code=x'])
      expect((await browser.open(path)).status).toBe(404);
  });

  test('an account that is linked to nobody is refused, and the refusal is in the log', async () => {
    const { server, idp } = setting;
    idp.inFront = 'a stranger';
    idp.people.set('a stranger', { email: `${person.username}@example.com`, email_verified: true });
    const page = await signInAt(browser);
    expect(faultOf(page)).toBe(
      'Your account at Acme belongs to no user here. Sign in another way and link it on your profile page, or ask your administrator.',
    );
    expect(await browser.whoIs()).toBeNull();
    expect(await lastEntries(server)).toMatchObject([
      { message: `A sign-in was refused. ${faultOf(page)}`, loggable_id: '0', current: { provider: 'acme' } },
    ]);
  });

  test.each([{ enabled: false }, { serviceAccount: true }])('a user who is %j is refused', async (state) => {
    const { server } = setting;
    await server.db.update(users).set(state).where(eq(users.id, person.id));
    const page = await signInAt(browser);
    expect(faultOf(page)).toBe(
      'You may not sign in: your user is disabled, blocked since a restore, or a service account. Ask your administrator.',
    );
    expect(await browser.whoIs()).toBeNull();
    expect(await lastEntries(server)).toMatchObject([{ loggable_id: person.id, current: { provider: 'acme' } }]);
  });

  test('failures at a provider lock neither the user nor the network', async () => {
    await signInAt(
      browser,
      tampering('callback', (given) => given.set('code', 'unknown')),
    );
    const keys = (await setting.server.db.select().from(signInAttempts)).map(({ key }) => key);
    expect(keys.filter((key) => !key.startsWith('provider network:') && /^network|^user/.test(key))).toEqual([]);
    await setting.server.db.update(signInAttempts).set({ attempts: 100 });
    expect(faultOf(await signInAt(browser))).toBe('Too many attempts. Try again later.');
    await setting.server.db.delete(signInAttempts);
  });

  test('a new sign-in ends the session that the browser had', async () => {
    await signInAt(browser);
    const before = browser.cookies.get('latchkey');
    await signInAt(browser);
    const old = openBrowser(setting.server);
    old.cookies.set('latchkey', before as string);
    expect([await old.whoIs(), await browser.whoIs()]).toEqual([null, person.id]);
  });

  describe('with a second factor', () => {
    test('the code is asked for after the provider, and creates the session', async () => {
      const { server } = setting;
      const { app } = await enrollApp(await inBrowser(server, person));
      const page = await browser.open('/sign-in/with/acme?next=/account/tokens');
      expect(page.url).toBe('/sign-in/factor?next=%2Faccount%2Ftokens');
      expect(await browser.whoIs()).toBeNull();
      const pending = browser.cookies.get('latchkey-sign-in');
      const answer = await server.fetch('/sign-in/factor', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: `latchkey-sign-in=${pending}` },
        body: JSON.stringify({ one_time_password: app() }),
      });
      expect(answer.status).toBe(200);
      expect(await lastEntries(server)).toMatchObject([{ current: { factor: 'TOTP', provider: 'acme' } }]);
    });

    test('none is asked for if the provider is trusted with it, nor must one be enrolled', async () => {
      const { server, idp, beside } = setting;
      const address = await beside({ providers: [acme(idp, { trust_second_factor: true })] });
      const owner = await inBrowser(server, await people(server).owner());
      await enrollApp(owner);
      await requireOfEverybody(owner, true);
      const trusted = openBrowser(server, address);
      await signInAt(trusted);
      expect((await trusted.ask('{ roles { entities { id } } }')).errors).toBeUndefined();
      await signInAt(browser);
      expect((await browser.ask('{ roles { entities { id } } }')).errors?.[0]?.extensions.code).toBe(
        'SECOND_FACTOR_REQUIRED',
      );
      await enrollApp(await inBrowser(server, person));
      await signInAt(trusted);
      expect(await trusted.whoIs()).toBe(person.id);
      await server.db.delete(authenticationFactors).where(eq(authenticationFactors.userId, person.id));
      await requireOfEverybody(owner, false);
    });
  });

  test('a user who has a password still signs in with it', async () => {
    await person.signedIn();
    expect((await firstStep(setting.server, person.username, password)).status).toBe(200);
  });

  test('after `latchkey fence` an account at the provider signs nobody in until it is linked again', async () => {
    const { server, idp } = setting;
    const subject = idp.inFront as string;
    await fence(server.db, (await people(server).owner()).username);
    await signInAt(browser);
    expect(await browser.whoIs()).toBeNull();
    expect(await server.db.$count(providerIdentities)).toBe(0);
    // Linked again while the user is still fenced.
    await link(server, idp, person.id, subject);
    await signInAt(browser);
    expect(await browser.whoIs()).toBeNull();
    await setPassword(server, person.id);
    await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, person.id));
    await signInAt(browser);
    expect(await browser.whoIs()).toBe(person.id);
  });
});
