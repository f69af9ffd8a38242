/** Linking an account at a provider to one's own user, removing the link, and confirming a change there. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { providerIdentities } from '../../../schema/provider-identities.ts';
import { sessions } from '../../../schema/sessions.ts';
import { tokenPolicies } from '../../../schema/token-policy.ts';
import { users } from '../../../schema/users.ts';
import { expectRefusal, lastEntries } from '../../access/writing.ts';
import { kinds, type Latchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { cookieOf } from '../../tokens/acts.ts';
import { enrollApp } from '../factor-acts.ts';
import {
  type Browser,
  faultOf,
  link,
  linksOf,
  openBrowser,
  publicUrl,
  type Setting,
  signInAt,
  startWithProvider,
  tampering,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let setting: Setting;
  let server: Latchkey;
  let person: Person;
  let browser: Browser;
  let subject: string;
  let count = 0;
  beforeAll(async () => {
    setting = await startWithProvider(kind);
    server = setting.server;
  });
  afterAll(() => setting.stop());
  beforeEach(async () => {
    person = await people(server).having('READ_ROLE');
    browser = await browserOf(person);
    subject = `account-${count++}`;
    setting.idp.people.set(subject, {});
    setting.idp.inFront = subject;
    setting.idp.signedInSecondsAgo = 0;
  });

  /** With a session that was begun with the password. */
  const browserOf = async (who: { id: string }, confirmedMinutesAgo = 0) => {
    const made = openBrowser(server);
    made.cookies.set('latchkey', (await cookieOf(server, who, confirmedMinutesAgo)).split('=')[1] as string);
    return made;
  };
  const begin = (by: Browser, provider_id = 'acme') =>
    by.ask('mutation ($provider_id: String!) { done: linkProviderIdentity(provider_id: $provider_id) { message } }', {
      provider_id,
    });
  const remove = (by: Browser, id: string) =>
    by.ask('mutation ($id: Int64Bit!) { done: deleteProviderIdentity(id: $id) { success } }', { id });
  const removeOf = (by: Browser['ask'], user_id: string, id: string) =>
    by(
      'mutation ($user_id: Int64Bit!, $id: Int64Bit!) { done: deleteProviderIdentityOfUser(user_id: $user_id, id: $id) { success } }',
      { user_id, id },
    );
  const pathOf = async (by: Browser) => (await begin(by)).data.done.message as string;
  const sensitive = (by: Browser) =>
    by.ask('mutation { done: createPersonalAccessToken(input: { name: "t" }) { id } }').then(({ data, errors }) => {
      return data?.done ? 'done' : errors?.[0]?.extensions.code;
    });

  describe('linking', () => {
    test('a signed-in user links an account, and signs in with it', async () => {
      expect((await browser.open(await pathOf(browser))).url).toBe('/account');
      const { data } = await browser.ask(
        '{ me { provider_identities { entities { provider_id issuer subject user_id } } } sign_in_providers { provider_id name } }',
      );
      expect(data.me.provider_identities.entities).toEqual([
        { provider_id: 'acme', issuer: setting.idp.issuer, subject, user_id: person.id },
      ]);
      expect(data.sign_in_providers).toEqual([{ provider_id: 'acme', name: 'Acme' }]);
      expect(await lastEntries(server)).toMatchObject([
        { message: `${person.username} was linked to an account at Acme.`, user_id: person.id },
      ]);
      const other = openBrowser(server);
      await signInAt(other);
      expect(await other.whoIs()).toBe(person.id);
    });

    test('it needs a confirmed password, and no token may do it', async () => {
      expect((await begin(await browserOf(person, 11))).errors?.[0]?.extensions.code).toBe(
        'PASSWORD_CONFIRMATION_REQUIRED',
      );
      const { errors } = await person.ask('mutation { linkProviderIdentity(provider_id: "acme") { message } }');
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    test('an unknown provider is refused', async () => {
      expect((await begin(browser, 'other')).errors?.[0]).toMatchObject({
        message: '`provider_id` must be the id of a sign-in provider. There is no provider other.',
        extensions: { code: 'INVALID_INPUT' },
      });
    });

    test('an account of another user is refused', async () => {
      const other = await people(server).having();
      await link(server, setting.idp, other.id, subject);
      const page = await browser.open(await pathOf(browser));
      expect(faultOf(page)).toBe('This account at Acme is linked to another user.');
      expect(await linksOf(server, person.id)).toEqual([]);
    });

    test('a second account of the same provider is refused', async () => {
      await link(server, setting.idp, person.id, 'the first account');
      expect(faultOf(await browser.open(await pathOf(browser)))).toMatch(/^Your user is linked to another account/);
      expect(await linksOf(server, person.id)).toHaveLength(1);
    });

    test('the address works only in the session that asked for it, so that nobody links an account of theirs to others', async () => {
      const attacker = await browserOf(await people(server).having());
      const path = await pathOf(attacker);
      expect(faultOf(await browser.open(path))).toBe('This sign-in has expired. Sign in again.');
      expect(faultOf(await openBrowser(server).open(path))).toBe('This sign-in has expired. Sign in again.');
      expect(faultOf(await browser.open('/sign-in/with/acme?link=forged'))).toMatch(/expired/);
      expect(await linksOf(server, person.id)).toEqual([]);
    });

    test("a callback is completed only in its session: another person's sign-in meanwhile does not get the account", async () => {
      const path = await pathOf(browser);
      const other = await browserOf(await people(server).having());
      const page = await browser.open(path, (url) => {
        // Somebody else signs in in the same browser while the provider is open.
        if (url.pathname.endsWith('callback')) browser.cookies.set('latchkey', other.cookies.get('latchkey') as string);
        return url;
      });
      expect(faultOf(page)).toMatch(/expired/);
      expect(await linksOf(server, (await other.whoIs()) as string)).toEqual([]);
    });

    test('a request with HEAD, as programs that check links send it, does not complete it', async () => {
      let back: URL | undefined;
      await browser.open(await pathOf(browser), (url) => {
        if (!url.pathname.endsWith('callback')) return url;
        back = url;
        return null;
      });
      const { pathname, search } = back as URL;
      const Cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { Cookie, Host: new URL(publicUrl).host };
      const answer = await server.fetch(pathname + search, { method: 'HEAD', headers });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
      expect(await linksOf(server, person.id)).toEqual([]);
      expect((await browser.open(pathname + search)).url).toBe('/account');
      expect(await linksOf(server, person.id)).toHaveLength(1);
    });

    test('the clock of the database decides how long the address and the way through the provider last', async () => {
      const path = await pathOf(browser);
      const right = Date.now;
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => right() + 3_600_000);
      const page = await browser.open(path, (url) => {
        if (url.pathname.endsWith('callback')) clock.mockRestore();
        return url;
      });
      clock.mockRestore();
      expect([faultOf(page), page.url]).toEqual(['', '/account']);
    });

    test('a page of another site cannot begin it', async () => {
      const path = await pathOf(browser);
      const headers = { Cookie: `latchkey=${browser.cookies.get('latchkey')}`, 'Sec-Fetch-Site': 'cross-site' };
      for (const begun of [path, '/sign-in/with/acme?confirm'])
        expect((await server.fetch(begun, { headers })).status).toBe(403);
    });
  });

  describe('removing a link', () => {
    beforeEach(() => link(server, setting.idp, person.id, subject));
    const idOf = async () => (await linksOf(server, person.id))[0]?.id as string;

    test('the user removes it, which ends the sessions that began with it', async () => {
      const other = openBrowser(server);
      await signInAt(other);
      expect((await remove(browser, await idOf())).data.done.success).toBe(true);
      expect([await other.whoIs(), await browser.whoIs()]).toEqual([null, person.id]);
      expect(await lastEntries(server)).toMatchObject([
        {
          message: `The link of ${person.username} to an account at acme was removed.`,
          previous: { provider: 'acme', subject, sessions: 1 },
        },
      ]);
      expect(faultOf(await signInAt(openBrowser(server)))).toMatch(/belongs to no user here/);
    });

    test('an administrator sees it and removes it', async () => {
      const owner = await browserOf(await people(server).owner());
      const { data } = await owner.ask(
        `{ users(id: ${person.id}) { entities { provider_identities { entities { id subject } } } } }`,
      );
      const [identity] = data.users.entities[0].provider_identities.entities;
      expect(identity.subject).toBe(subject);
      expect((await removeOf(owner.ask, person.id, identity.id)).data.done.success).toBe(true);
      expect(await linksOf(server, person.id)).toEqual([]);
    });

    test('without UPDATE_USER, or for a user with more permissions, it is refused', async () => {
      const [plain, lesser] = [await people(server).having(), await people(server).having('UPDATE_USER')];
      const id = await idOf();
      for (const [who, code] of [
        [plain, 'FORBIDDEN'],
        [lesser, 'NOT_FOUND'],
      ] as const) {
        const by = await browserOf(who);
        await expectRefusal(server, code, () => removeOf(by.ask, person.id, id));
      }
      expect((await linksOf(server, person.id)).map((one) => one.id)).toEqual([id]);
    });

    test("another user's link is unknown", async () => {
      const other = await browserOf(await people(server).having());
      expect((await remove(other, await idOf())).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(await linksOf(server, person.id)).toHaveLength(1);
    });

    test('the only way to sign in stays: a fenced passkey and an account at a former provider are no other', async () => {
      await server.db.update(users).set({ passwordHash: null }).where(eq(users.id, person.id));
      const [passkey] = await server.db
        .insert(authenticationFactors)
        .values({ userId: person.id, type: 'PASSKEY', isVerified: true, fencedAt: new Date() })
        .returning();
      const former = { userId: person.id, providerId: 'former', issuer: 'https://former.example', subject };
      const [other] = await server.db.insert(providerIdentities).values(former).returning();
      expect((await remove(browser, await idOf())).errors?.[0]).toMatchObject({
        message: 'This is your only way to sign in. Set a password, add a passkey or link another account first.',
        extensions: { code: 'CONFLICT' },
      });
      expect(await linksOf(server, person.id)).toHaveLength(2);
      expect((await remove(browser, other?.id as string)).data.done.success).toBe(true);
      await server.db
        .update(authenticationFactors)
        .set({ fencedAt: null })
        .where(eq(authenticationFactors.id, passkey?.id as string));
      expect((await remove(browser, await idOf())).data.done.success).toBe(true);
    });
  });

  describe('confirming a change', () => {
    beforeEach(async () => {
      await link(server, setting.idp, person.id, subject);
      browser = await browserOf(person, 60);
    });
    const confirmAt = (change?: Parameters<Browser['open']>[1]) => browser.open('/sign-in/with/acme?confirm', change);

    test('signing in at the provider again confirms the session, though the provider knows the browser', async () => {
      await signInAt(openBrowser(server));
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
      await confirmAt();
      const asked = setting.idp.asked;
      expect((await confirmAt()).text).toContain('You are confirmed');
      expect(setting.idp.asked).toBe(asked + 1);
      expect(await sensitive(browser)).toBe('done');
    });

    test('if the policy requires it for each change, it confirms one', async () => {
      await server.db.update(tokenPolicies).set({ passwordConfirmationMinutes: 0 });
      await confirmAt();
      expect([await sensitive(browser), await sensitive(browser)]).toEqual(['done', 'PASSWORD_CONFIRMATION_REQUIRED']);
      await server.db.update(tokenPolicies).set({ passwordConfirmationMinutes: 10 });
    });

    test('a sign-in of long ago is refused, also if the browser leaves out the request for a new one', async () => {
      setting.idp.signedInSecondsAgo = 120;
      const stale = 'Acme did not ask you to sign in again, so nothing is confirmed.';
      const without = tampering('auth', (given) => given.delete('max_age'));
      expect(faultOf(await confirmAt(without))).toBe(stale);
      setting.idp.signedInSecondsAgo = 0;
      expect(faultOf(await confirmAt(without))).toBe(stale);
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
      expect(await lastEntries(server)).toMatchObject([
        { message: `A confirmation was refused. ${stale}`, loggable_id: person.id, current: { provider: 'acme' } },
      ]);
    });

    test('another account at the provider is refused', async () => {
      setting.idp.inFront = 'somebody else';
      setting.idp.people.set('somebody else', {});
      expect(faultOf(await confirmAt())).toBe('You signed in at Acme with an account that is not linked to you.');
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
    });

    test('a user with a second factor also sends a code', async () => {
      const { app } = await enrollApp((await browserOf(person)).ask);
      expect((await confirmAt()).text).toContain('enter your code');
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
      const confirm = (code: string) =>
        browser.ask('mutation ($code: String) { confirmPassword(one_time_password: $code) { success } }', { code });
      expect((await confirm('000000')).errors?.[0]?.extensions.fields).toHaveProperty('one_time_password');
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
      expect((await confirm(app())).errors).toBeUndefined();
      expect(await sensitive(browser)).toBe('done');
    });

    test('a code alone confirms nothing', async () => {
      const { app } = await enrollApp((await browserOf(person)).ask);
      const { errors } = await browser.ask(`mutation { confirmPassword(one_time_password: "${app()}") { success } }`);
      expect(errors?.[0]?.extensions.fields).toHaveProperty('current_password');
      expect(await sensitive(browser)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
    });

    test('signing in counts as a confirmation only if the person has just signed in at the provider', async () => {
      const fresh = openBrowser(server);
      await signInAt(fresh);
      expect(await sensitive(fresh)).toBe('done');
      setting.idp.signedInSecondsAgo = 3600;
      const silent = openBrowser(server);
      await signInAt(silent);
      expect(await sensitive(silent)).toBe('PASSWORD_CONFIRMATION_REQUIRED');
      const [identity] = await linksOf(server, person.id);
      const begun = await server.db
        .select({ identityId: sessions.identityId, userId: sessions.userId })
        .from(sessions)
        .where(eq(sessions.identityId, identity?.id as string));
      expect(begun).toEqual([1, 2].map(() => ({ identityId: identity?.id, userId: person.id })));
    });
  });
});
