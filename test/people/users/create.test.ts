/** `createUser` and `resendUserCreationEmail` over HTTP: what they do, and what they refuse without writing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectRefusal, lastEntries, wholeLog } from '../../access/writing.ts';
import { lookAlikes, unfit } from '../../base/name-samples.ts';
import { kinds, type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';

const create = `mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id name public_name username
  email_address mobile_number language enabled super_admin role_id completed_setup setup_link } }`;
const resend = 'mutation ($user_id: Int64Bit!) { resendUserCreationEmail(user_id: $user_id) { success message } }';

let made = 0;
const newUser = (more: object = {}) => {
  const username = `newcomer-${++made}`;
  return { name: 'New Comer', public_name: 'Newcomer', username, email_address: `${username}@example.com`, ...more };
};

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  /** Has CREATE_USER, and could grant these permissions. */
  let clerk: Person;
  let roles: Record<'modest' | 'mighty', string>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
    clerk = await as.having('CREATE_USER', 'READ_USER', 'READ_ROLE', 'UPDATE_USER');
    const { data } = await owner.ask(
      `mutation { modest: createRole(input: { name: "Modest", applied_permissions: [READ_USER] }) { id }
          mighty: createRole(input: { name: "Mighty", applied_permissions: [READ_USER, DELETE_ROLE] }) { id } }`,
    );
    roles = { modest: data.modest.id, mighty: data.mighty.id };
    await owner.ask(create, { input: newUser({ username: 'Paypal', email_address: 'Paypal@Example.com' }) });
  });
  afterAll(() => server.stop());

  const setPassword = async (link: string) =>
    fetch(new URL(new URL(link).pathname, server.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password: 'plum tractor seldom 48' }),
    });

  describe('createUser', () => {
    test('creates a user with the given values', async () => {
      const input = newUser({ mobile_number: '33612345678', language: 'fr', enabled: false, role_id: roles.modest });
      const { data, errors } = await clerk.ask(create, { input });
      expect(errors).toBeUndefined();
      const rest = {
        id: expect.stringMatching(/^\d+$/),
        super_admin: false,
        completed_setup: false,
        setup_link: expect.any(String),
      };
      expect(data.createUser).toEqual({ ...input, ...rest });
    });

    test('by default enables the user, in English and without a role', async () => {
      const { data } = await clerk.ask(create, {
        input: newUser({ role_id: null, super_admin: null, enabled: null, language: null }),
      });
      expect(data.createUser).toMatchObject({
        enabled: true,
        language: 'en',
        role_id: null,
        super_admin: false,
        mobile_number: null,
      });
    });

    test('trims names and email addresses', async () => {
      const { data } = await clerk.ask(create, {
        input: newUser({ name: ' Ada\t', username: ' ada ', email_address: ' ada@example.com ' }),
      });
      expect(data.createUser).toMatchObject({ name: 'Ada', username: 'ada', email_address: 'ada@example.com' });
    });

    test('returns a one-time link with which the user sets a password, once', async () => {
      const { data } = await clerk.ask(create, { input: newUser() });
      expect((await setPassword(data.createUser.setup_link)).status).toBe(200);
      expect((await setPassword(data.createUser.setup_link)).status).toBe(404);
      const after = await clerk.ask(
        'query ($id: Int64Bit) { users(id: $id) { entities { completed_setup } } }',
        data.createUser,
      );
      expect(after.data.users.entities).toEqual([{ completed_setup: true }]);
    });

    test('adds log entries with the new values, the user and the credential, and without the secret', async () => {
      const { data } = await clerk.ask(create, { input: newUser() });
      const { id, username, email_address, setup_link } = data.createUser;
      const [link, creation] = await lastEntries(server, 2);
      const who = {
        loggable_type: 'User',
        loggable_id: id,
        user_id: clerk.id,
        credential: 'token',
        credential_id: expect.any(String),
      };
      expect(creation).toMatchObject({
        ...who,
        type: 'CREATED',
        message: `User ${username} was created.`,
        previous: null,
      });
      expect(creation?.current).toMatchObject({ username, email_address, enabled: true, role_id: null });
      expect(link).toMatchObject({
        ...who,
        type: 'OTHER',
        message: `A link to set a password was made for ${username}.`,
      });
      expect(await wholeLog(server)).not.toContain(setup_link.split('/').at(-1));
    });

    test('is refused without CREATE_USER', async () => {
      const reader = await as.having('READ_USER');
      await expectRefusal(server, 'FORBIDDEN', () => reader.ask(create, { input: newUser() }));
    });

    test.each([{}, { input: null }])('is refused without an input (%j)', async (variables) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, variables));
      expect(extensions.fields).toEqual({ input: 'is required.' });
    });

    describe.each(['name', 'public_name', 'username'])('is refused for a %s that', (field) => {
      test.each([
        ...unfit,
        ...(field === 'username'
          ? [
              ['contains a space', 'a b'],
              ['contains an ideographic space', 'a\u3000b'],
            ]
          : []),
      ])('%s', async (_, value) => {
        const input = newUser({ [field]: value });
        const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input }));
        expect(extensions.fields).toEqual({ [field]: expect.any(String) });
      });
    });

    test.each([
      '',
      'ada',
      'ada@',
      '@example.com',
      'ada@exa mple.com',
      'ada@example.com\nBcc: all@example.com',
      'a@b@c.de',
      `${'a'.repeat(250)}@b.de`,
      'ada@example..com',
      5,
    ])('is refused for the email address %j', async (email_address) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () =>
        owner.ask(create, { input: newUser({ email_address }) }),
      );
      expect(extensions.fields).toEqual({ email_address: expect.any(String) });
    });

    test.each([
      ['mobile_number', '+33 6 12'],
      ['mobile_number', ''],
      ['mobile_number', '1'.repeat(33)],
      ['language', 'es'],
      ['enabled', 'true'],
      ['super_admin', 1],
      ['role_id', 'one'],
      ['role_id', 1.5],
      ['role_id', '9223372036854775808'],
      ['role_id', '999999999'],
      ['name', 5],
      ['name', null],
    ])('is refused for %s: %j', async (field, value) => {
      const input = newUser({ [field]: value });
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input }));
      expect(extensions.fields).toEqual({ [field]: expect.any(String) });
    });

    test('is refused for an unknown field, such as password', async () => {
      for (const extra of [{ password: 'plum tractor seldom 47' }, { id: '1' }, { password_hash: 'x' }])
        await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input: newUser(extra) }));
    });

    test.each(lookAlikes)('is refused for a taken user name, written as: %s', async (_, username) => {
      const { extensions } = await expectRefusal(server, 'CONFLICT', () =>
        owner.ask(create, { input: newUser({ username }) }),
      );
      expect(extensions.fields).toEqual({ username: '`username` is taken.' });
    });

    test('is refused for a taken email address, in any case', async () => {
      for (const email_address of ['Paypal@Example.com', 'PAYPAL@EXAMPLE.COM']) {
        const { extensions } = await expectRefusal(server, 'CONFLICT', () =>
          owner.ask(create, { input: newUser({ email_address }) }),
        );
        expect(extensions.fields).toEqual({ email_address: '`email_address` is taken.' });
      }
    });

    test('is refused for a role with a permission that the caller lacks, and the error names it', async () => {
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () =>
        clerk.ask(create, { input: newUser({ role_id: roles.mighty }) }),
      );
      expect(extensions.missing_permissions).toEqual(['DELETE_ROLE']);
    });

    test('is refused for super_admin, true or false, unless the caller is a super admin', async () => {
      for (const super_admin of [true, false])
        await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(create, { input: newUser({ super_admin }) }));
      const { data } = await owner.ask(create, { input: newUser({ super_admin: true }) });
      expect(data.createUser.super_admin).toBe(true);
    });
  });

  describe('resendUserCreationEmail', () => {
    let signedIn: Awaited<ReturnType<Person['signedIn']>>;
    beforeAll(async () => {
      signedIn = await clerk.signedIn();
    });

    test('creates a new link, and the one before stops working', async () => {
      const { data } = await clerk.ask(create, { input: newUser() });
      const again = await signedIn.ask(resend, { user_id: data.createUser.id });
      expect(again.data.resendUserCreationEmail).toEqual({ success: true, message: expect.any(String) });
      expect(await lastEntries(server)).toMatchObject([{ loggable_id: data.createUser.id, user_id: clerk.id }]);
      expect((await setPassword(data.createUser.setup_link)).status).toBe(404);
      expect((await setPassword(again.data.resendUserCreationEmail.message)).status).toBe(200);
    });

    test('is refused without UPDATE_USER, for an unknown id, and for a user with more permissions than the caller', async () => {
      const reader = await as.having('READ_USER');
      await expectRefusal(server, 'FORBIDDEN', () => reader.ask(resend, { user_id: clerk.id }));
      await expectRefusal(server, 'NOT_FOUND', () => signedIn.ask(resend, { user_id: '999999999' }));
      await expectRefusal(server, 'FORBIDDEN', () => signedIn.ask(resend, { user_id: owner.id }));
    });

    test('is refused for a token, for any user', async () => {
      const { data } = await clerk.ask(create, { input: newUser() });
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(resend, { user_id: data.createUser.id }));
    });

    test('is refused for the caller’s own account, by token and by session, because the caller can confirm the password instead', async () => {
      const session = await clerk.signedIn();
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(resend, { user_id: clerk.id }));
      await expectRefusal(server, 'FORBIDDEN', () => session.ask(resend, { user_id: clerk.id }));
    });
  });
});
