/** A passkey as the second step after a sign-in at a provider. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { providerIdentities } from '../../../schema/provider-identities.ts';
import { sessions } from '../../../schema/sessions.ts';
import { lastEntries } from '../../access/writing.ts';
import { createAuthenticator, type SoftwareAuthenticator } from '../../kit/software-authenticator.ts';
import { kinds, type Latchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { inBrowser } from '../../tokens/acts.ts';
import { createFactor, verifyFactor } from '../factor-acts.ts';
import {
  link,
  linksOf,
  openBrowser,
  publicUrl,
  type Setting,
  signInAt,
  startWithProvider,
  verifyAddress,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let setting: Setting;
  let server: Latchkey;
  let person: Person;
  let passkey: SoftwareAuthenticator;
  let subject: string;
  let count = 0;
  beforeAll(async () => {
    setting = await startWithProvider(kind, { match_by_email: true });
    server = setting.server;
  });
  afterAll(() => setting.stop());
  beforeEach(async () => {
    person = await people(server).having('READ_ROLE');
    const by = await inBrowser(server, person);
    passkey = createAuthenticator(publicUrl);
    const { data } = await createFactor(by, { type: 'PASSKEY', data: 'Laptop' });
    expect((await verifyFactor(by, 'PASSKEY', passkey.create(data.done.secret_data))).errors).toBeUndefined();
    await server.db.delete(sessions);
    await verifyAddress(server, person.id);
    subject = `holder-${count++}`;
    setting.idp.inFront = subject;
    setting.idp.people.set(subject, { email: `${person.username}@example.com`, email_verified: true });
  });

  /** Signs in at the provider. Returns the cookie with which the second step is done. */
  async function atProvider(): Promise<string> {
    const browser = openBrowser(server);
    expect((await signInAt(browser)).url).toMatch(/^\/sign-in\/factor/);
    return `latchkey-sign-in=${browser.cookies.get('latchkey-sign-in')}`;
  }

  async function send(path: string, body: object, Cookie: string) {
    const headers = { 'Content-Type': 'application/json', Cookie };
    const response = await server.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }
  const usePasskey = async (Cookie: string) =>
    send(
      '/sign-in/passkey',
      { passkey: passkey.sign((await send('/sign-in/passkey/options', {}, Cookie)).body) },
      Cookie,
    );

  test('the account is linked, the session belongs to the link, and the passkey has confirmed it', async () => {
    const Cookie = await atProvider();
    expect(await linksOf(server, person.id)).toEqual([]);
    expect((await usePasskey(Cookie)).status).toBe(200);
    const [identity] = await linksOf(server, person.id);
    expect(identity).toMatchObject({ providerId: 'acme', subject });
    const [session] = await server.db.select().from(sessions).where(eq(sessions.userId, person.id));
    expect(session).toMatchObject({ identityId: identity?.id, factorAtProvider: false });
    expect(Date.now() - (session?.passwordConfirmedAt.getTime() ?? 0)).toBeLessThan(60_000);
    expect(await lastEntries(server)).toMatchObject([{ current: { factor: 'PASSKEY', provider: 'acme' } }]);
  });

  test('signs in without the link when the account is another user’s meanwhile', async () => {
    const Cookie = await atProvider();
    const other = await people(server).having('READ_ROLE');
    await link(server, setting.idp, other.id, subject);
    expect((await usePasskey(Cookie)).status).toBe(200);
    expect(await linksOf(server, person.id)).toEqual([]);
    const [session] = await server.db.select().from(sessions).where(eq(sessions.userId, person.id));
    expect(session?.identityId).toBeNull();
    await server.db.delete(providerIdentities).where(eq(providerIdentities.userId, other.id));
  });

  test('a passkey that `latchkey fence` has blocked is not confirmed by the provider: it needs the password', async () => {
    const own = eq(authenticationFactors.userId, person.id);
    await server.db.update(authenticationFactors).set({ fencedAt: sql`now()` }).where(own);
    const { status, body } = await usePasskey(await atProvider());
    expect([status, body.errors[0].extensions.code]).toEqual([409, 'CONFLICT']);
    const [factor] = await server.db.select().from(authenticationFactors).where(own);
    expect(factor?.fencedAt).toEqual(expect.any(Date));
    expect(await linksOf(server, person.id)).toEqual([]);
  });
});
