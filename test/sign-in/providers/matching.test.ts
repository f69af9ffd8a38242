/** Which user a person from a provider is: by the linked account, by a verified email address, or a new one; and with which role. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { takeLock } from '../../../src/domain/base/transaction.ts';
import { lockKey as standing } from '../../../src/domain/people/users.ts';
import { lastEntries } from '../../access/writing.ts';
import { fetchAs } from '../../kit/fetch.ts';
import { kim, withToken } from '../../scim/acts.ts';
import { kinds, type Latchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { inBrowser } from '../../tokens/acts.ts';
import { enrollApp, secondStep } from '../factor-acts.ts';
import {
  acme,
  type Browser,
  faultOf,
  link,
  linksOf,
  openBrowser,
  type Setting,
  signInAt,
  startWithProvider,
  verifyAddress,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let setting: Setting;
  let server: Latchkey;
  let person: Person;
  let browser: Browser;
  let subject: string;
  let email: string;
  let count = 0;
  beforeAll(async () => {
    setting = await startWithProvider(kind, { match_by_email: true });
    server = setting.server;
  });
  afterAll(() => setting.stop());
  beforeEach(async () => {
    person = await people(server).having('READ_ROLE');
    email = `${person.username}@example.com`;
    subject = `person-${count++}`;
    setting.idp.inFront = subject;
    browser = openBrowser(server);
  });

  const says = (claims: object) => setting.idp.people.set(subject, claims as Record<string, unknown>);
  const noUser =
    'Your account at Acme belongs to no user here. Sign in another way and link it on your profile page, or ask your administrator.';
  const roleOf = async (id: string) =>
    (await server.db.select({ roleId: users.roleId }).from(users).where(eq(users.id, id)))[0]?.roleId;
  const made = new Map<string, string>();
  const makeRole = async (name: string): Promise<string> => {
    if (!made.has(name)) {
      const values = { name, nameKey: name.toLowerCase(), appliedPermissions: ['READ_ROLE'] };
      const [role] = await server.db.insert(roles).values(values).returning({ id: roles.id });
      made.set(name, role?.id as string);
    }
    return made.get(name) as string;
  };
  const withProvider = async (more: object) => {
    const address = await setting.beside({ providers: [acme(setting.idp, more)] });
    return openBrowser(server, address);
  };

  describe('by email address', () => {
    test('a person with an address that both sides verified is that user, and stays linked after a change of the address', async () => {
      await verifyAddress(server, person.id);
      says({ email: email.toUpperCase(), email_verified: true });
      await signInAt(browser);
      expect(await browser.whoIs()).toBe(person.id);
      expect(await linksOf(server, person.id)).toMatchObject([
        { providerId: 'acme', issuer: setting.idp.issuer, subject },
      ]);
      expect(await lastEntries(server, 2)).toMatchObject([
        { message: `${person.username} signed in.` },
        { message: `${person.username} was linked to an account at Acme.`, current: { provider: 'acme', subject } },
      ]);
      says({ email: 'another@example.com', email_verified: true });
      const again = openBrowser(server);
      await signInAt(again);
      expect(await again.whoIs()).toBe(person.id);
    });

    const unverified: [string, (email: string) => object, boolean][] = [
      ['an address that the provider has not verified', (email) => ({ email, email_verified: false }), true],
      ['an address of which the provider does not say whether it is verified', (email) => ({ email }), true],
      ['a text instead of true', (email) => ({ email, email_verified: 'true' }), true],
      ['an address that no link of ours has verified', (email) => ({ email, email_verified: true }), false],
      ['no address', () => ({ email_verified: true }), true],
      ['a look-alike address', (email) => ({ email: email.replace('e', 'е'), email_verified: true }), true],
    ];
    test.each(unverified)('%s matches nobody', async (_what, claims, isVerifiedHere) => {
      if (isVerifiedHere) await verifyAddress(server, person.id);
      says(claims(email));
      expect(faultOf(await signInAt(browser))).toBe(noUser);
      expect([await browser.whoIs(), await linksOf(server, person.id)]).toEqual([null, []]);
    });

    test('nobody is matched where it is not configured', async () => {
      await verifyAddress(server, person.id);
      says({ email, email_verified: true });
      const plain = await withProvider({});
      expect(faultOf(await signInAt(plain))).toBe(noUser);
      expect(await linksOf(server, person.id)).toEqual([]);
    });

    test('an address that another person got at the provider does not open the user of the first', async () => {
      await verifyAddress(server, person.id);
      await link(server, setting.idp, person.id, 'the account of the first');
      says({ email, email_verified: true });
      expect(faultOf(await signInAt(browser))).toBe(
        'Your user is linked to another account at Acme. Remove that link first, or ask your administrator.',
      );
      expect(await browser.whoIs()).toBeNull();
      expect(await linksOf(server, person.id)).toHaveLength(1);
    });

    test('a change of the address by an administrator makes it unverified, also by its case', async () => {
      await verifyAddress(server, person.id);
      const owner = await people(server).owner();
      const address = email.replace('person', 'Person');
      const { errors } = await owner.ask(
        'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }',
        { id: person.id, input: { email_address: address } },
      );
      expect(errors).toBeUndefined();
      says({ email: address, email_verified: true });
      expect(faultOf(await signInAt(browser))).toBe(noUser);
    });

    test('an address that was set by SCIM matches only where it is configured, and only until somebody else sets one', async () => {
      const idp = await people(server).having('READ_USER', 'CREATE_USER', 'UPDATE_USER');
      const send = withToken(server, idp.token);
      const { userName, ...more } = kim();
      const { id } = (await send('POST', '/Users', { userName, ...more })).body;
      says({ email: userName, email_verified: true });
      expect(faultOf(await signInAt(browser))).toBe(noUser);
      const trusting = { match_by_email: true, trust_provisioned_addresses: true };
      const address = `own-${userName}`;
      await (await people(server).owner()).ask(
        `mutation { updateUser(id: ${id}, input: { email_address: "${address}" }) { id } }`,
      );
      says({ email: address, email_verified: true });
      expect(faultOf(await signInAt(await withProvider(trusting)))).toBe(noUser);
      await send('PUT', `/Users/${id}`, { emails: [{ value: address }] });
      says({ email: address, email_verified: false });
      expect(faultOf(await signInAt(await withProvider(trusting)))).toBe(noUser);
      says({ email: address, email_verified: true });
      const trusted = await withProvider(trusting);
      await signInAt(trusted);
      expect(await trusted.whoIs()).toBe(id);
    });

    test('before the second step nothing is linked and the role stays, and afterwards both are changed', async () => {
      await verifyAddress(server, person.id);
      const role = await roleOf(person.id);
      const claimed = await makeRole('Claimed after the second step');
      const more = { match_by_email: true, role_claim: 'groups', roles: { staff: 'Claimed after the second step' } };
      const address = await setting.beside({ providers: [acme(setting.idp, more)] });
      const { app } = await enrollApp(await inBrowser(server, person));
      says({ email, email_verified: true, groups: ['staff'] });
      const waiting = openBrowser(server, address);
      expect((await signInAt(waiting)).url).toMatch(/^\/sign-in\/factor/);
      expect([await linksOf(server, person.id), await roleOf(person.id)]).toEqual([[], role]);
      const Cookie = `latchkey-sign-in=${waiting.cookies.get('latchkey-sign-in')}`;
      const send = (one_time_password: string) =>
        fetchAs('localhost:4999', `${address}/sign-in/factor`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Cookie },
          body: JSON.stringify({ one_time_password }),
        });
      expect((await send('000000')).status).toBe(401);
      expect([await linksOf(server, person.id), await roleOf(person.id)]).toEqual([[], role]);
      expect((await send(app())).status).toBe(200);
      expect(await linksOf(server, person.id)).toMatchObject([{ providerId: 'acme', subject }]);
      expect(await roleOf(person.id)).toBe(claimed);
    });

    test('between the two steps the address may not have become unverified', async () => {
      await verifyAddress(server, person.id);
      const { app } = await enrollApp(await inBrowser(server, person));
      says({ email, email_verified: true });
      await signInAt(browser);
      await server.db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, person.id));
      const step = await secondStep(server, `latchkey-sign-in=${browser.cookies.get('latchkey-sign-in')}`, app());
      expect(step.status).toBe(401);
      expect(await linksOf(server, person.id)).toEqual([]);
    });

    test('of two accounts with the address, the second is refused before anybody is asked for a code', async () => {
      await verifyAddress(server, person.id);
      await enrollApp(await inBrowser(server, person));
      await link(server, setting.idp, person.id, `the first of ${subject}`);
      says({ email, email_verified: true });
      expect(faultOf(await signInAt(browser))).toMatch(/^Your user is linked to another account at Acme/);
      expect(browser.cookies.get('latchkey-sign-in')).toBeUndefined();
    });

    test('a disabled user is not signed in by the address', async () => {
      await verifyAddress(server, person.id);
      await server.db.update(users).set({ enabled: false }).where(eq(users.id, person.id));
      says({ email, email_verified: true });
      expect(faultOf(await signInAt(browser))).toMatch(/^You may not sign in/);
      expect(await linksOf(server, person.id)).toEqual([]);
    });
  });

  describe('new users', () => {
    const names = () => ({
      email: `${subject}-${kind}@new.example`,
      email_verified: true,
      name: 'New Person',
      preferred_username: `${subject}-${kind}-new`,
    });

    test('a person without a user becomes one, with the role of the file', async () => {
      const role = await makeRole('Staff');
      says(names());
      const creating = await withProvider({ create_users: true, role: 'staff' });
      await signInAt(creating);
      const id = await creating.whoIs();
      const [user] = await server.db
        .select()
        .from(users)
        .where(eq(users.id, id as string));
      const { email, name, preferred_username } = names();
      expect(user).toMatchObject({ emailAddress: email, name, username: preferred_username, roleId: role });
      expect(user).toMatchObject({ superAdmin: false, passwordHash: null, emailVerifiedAt: null });
      const again = await withProvider({ create_users: true, role: 'staff' });
      await signInAt(again);
      expect(await again.whoIs()).toBe(id);
    });

    const impossible: [string, () => object][] = [
      ['an unverified address', () => ({ ...names(), email_verified: false })],
      ['no address', () => ({ ...names(), email: undefined })],
      ['the address of a user', () => ({ ...names(), email })],
      ['the user name of a user', () => ({ ...names(), preferred_username: person.username })],
      ['a user name with spaces', () => ({ ...names(), preferred_username: 'a b' })],
    ];
    test.each(impossible)('%s creates nobody', async (_what, claims) => {
      says(claims());
      const creating = await withProvider({ create_users: true });
      const before = await server.db.select({ id: users.id }).from(users);
      expect(faultOf(await signInAt(creating))).toMatch(/^No user could be created for your account at Acme/);
      expect(await server.db.select({ id: users.id }).from(users)).toHaveLength(before.length);
      expect(await creating.whoIs()).toBeNull();
    });

    test('without a verified address that is the reason, also where the person has no role', async () => {
      says({ ...names(), email_verified: false, groups: ['visitors'] });
      const creating = await withProvider({ create_users: true, role_claim: 'groups', roles: { staff: 'Staff' } });
      expect(faultOf(await signInAt(creating))).toMatch(/^No user could be created for your account at Acme/);
    });

    test('where a claim decides the role, a person without one of its values is refused', async () => {
      await makeRole('Staff');
      says({ ...names(), groups: ['visitors'] });
      const creating = await withProvider({ create_users: true, role_claim: 'groups', roles: { staff: 'Staff' } });
      expect(faultOf(await signInAt(creating))).toBe(
        'Your account at Acme has no role that may use this server. Ask your administrator.',
      );
      expect(await creating.whoIs()).toBeNull();
    });
  });

  describe('the role by a claim', () => {
    const file = { role_claim: 'groups', roles: { admins: 'Administrators', staff: 'Staff' } };
    beforeEach(() => link(server, setting.idp, person.id, subject));

    test('is given at each sign-in, the first of the file that applies, and the change is in the log', async () => {
      const [administrators, staff] = [await makeRole('Administrators'), await makeRole('Staff')];
      const mapped = await withProvider(file);
      const before = await roleOf(person.id);
      says({ groups: ['staff', 'admins'] });
      await signInAt(mapped);
      expect(await roleOf(person.id)).toBe(administrators);
      expect(await lastEntries(server, 2)).toMatchObject([
        { message: `${person.username} signed in.` },
        {
          message: `User ${person.username} was changed.`,
          previous: { role_id: before },
          current: { role_id: administrators },
          credential: 'system',
        },
      ]);
      says({ groups: 'staff' });
      await signInAt(mapped);
      expect(await roleOf(person.id)).toBe(staff);
    });

    test('narrows the tokens of the user at once', async () => {
      await makeRole('Staff');
      const wide = await people(server).having('READ_ROLE', 'READ_USER');
      expect((await wide.ask('{ users { entities { id } } }')).errors).toBeUndefined();
      await link(server, setting.idp, wide.id, `${subject}-wide`);
      setting.idp.inFront = `${subject}-wide`;
      setting.idp.people.set(`${subject}-wide`, { groups: ['staff'] });
      await signInAt(await withProvider(file));
      expect((await wide.ask('{ users { entities { id } } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    test('stays when the claim has no value of the file', async () => {
      const before = await roleOf(person.id);
      says({ groups: ['visitors'] });
      const mapped = await withProvider(file);
      await signInAt(mapped);
      expect([await mapped.whoIs(), await roleOf(person.id)]).toEqual([person.id, before]);
    });

    test('is found inside other claims', async () => {
      const staff = await makeRole('Staff');
      says({ realm_access: { roles: ['staff'] } });
      await signInAt(await withProvider({ ...file, role_claim: 'realm_access.roles' }));
      expect(await roleOf(person.id)).toBe(staff);
    });

    // PGlite runs one transaction after the other.
    if (kind === 'postgres')
      test('waits for other changes of roles only if it changes', async () => {
        await makeRole('Staff');
        says({ groups: ['staff'] });
        const [first, second] = [await withProvider(file), await withProvider(file)];
        await signInAt(first);
        await server.db.transaction(async (tx) => {
          await takeLock(tx, standing);
          await signInAt(second);
          expect(await second.whoIs()).toBe(person.id);
        });
      });

    test('never takes the rights of a super admin', async () => {
      await makeRole('Staff');
      const owner = await people(server).owner();
      await link(server, setting.idp, owner.id, `${subject}-owner`);
      setting.idp.inFront = `${subject}-owner`;
      setting.idp.people.set(`${subject}-owner`, { groups: ['staff'] });
      const mapped = await withProvider(file);
      await signInAt(mapped);
      expect((await mapped.ask('{ me { super_admin } }')).data.me.super_admin).toBe(true);
    });

    test('that does not exist is a refusal, and the user keeps the role', async () => {
      says({ groups: ['staff'] });
      const mapped = await withProvider({ ...file, roles: { staff: 'No such role' } });
      const before = await roleOf(person.id);
      expect(faultOf(await signInAt(mapped))).toBe(
        'There is no role No such role, which Acme gives you. Ask your administrator.',
      );
      expect([await mapped.whoIs(), await roleOf(person.id)]).toEqual([null, before]);
    });
  });
});
