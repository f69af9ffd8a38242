/** `createUser` and `resendUserCreationEmail` over HTTP: what they do, and what they refuse with nothing written. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectRefusal, lastEntries, wholeLog } from '../../access/writing.ts';
import { lookAlikes, unfit } from '../../graphql/names.ts';
import { type Person, people } from '../../people.ts';
import { kinds, type Latchkey, startLatchkey } from '../../server.ts';

const create = `mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id name public_name username
  email_address mobile_number language enabled super_admin role_id completed_setup setup_link } }`;
const resend = 'mutation ($user_id: Int64Bit!) { resendUserCreationEmail(user_id: $user_id) { success message } }';

let made = 0;
const somebody = (more: object = {}) => {
  const username = `newcomer-${++made}`;
  return { name: 'New Comer', public_name: 'Newcomer', username, email_address: `${username}@example.com`, ...more };
};

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  /** May create users, and grant what this takes. */
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
    await owner.ask(create, { input: somebody({ username: 'Paypal', email_address: 'Paypal@Example.com' }) });
  });
  afterAll(() => server.stop());

  const setPassword = async (link: string) =>
    fetch(new URL(new URL(link).pathname, server.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password: 'plum tractor seldom 48' }),
    });

  describe('createUser', () => {
    test('makes a user of what it is given', async () => {
      const input = somebody({ mobile_number: '33612345678', language: 'fr', enabled: false, role_id: roles.modest });
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

    test('enables the user, in English and in no role, unless it is told otherwise', async () => {
      const { data } = await clerk.ask(create, {
        input: somebody({ role_id: null, super_admin: null, enabled: null, language: null }),
      });
      expect(data.createUser).toMatchObject({
        enabled: true,
        language: 'en',
        role_id: null,
        super_admin: false,
        mobile_number: null,
      });
    });

    test('trims names and addresses', async () => {
      const { data } = await clerk.ask(create, {
        input: somebody({ name: ' Ada\t', username: ' ada ', email_address: ' ada@example.com ' }),
      });
      expect(data.createUser).toMatchObject({ name: 'Ada', username: 'ada', email_address: 'ada@example.com' });
    });

    test('gives a link with which the user sets a password, once', async () => {
      const { data } = await clerk.ask(create, { input: somebody() });
      expect((await setPassword(data.createUser.setup_link)).status).toBe(200);
      expect((await setPassword(data.createUser.setup_link)).status).toBe(404);
      const after = await clerk.ask(
        'query ($id: Int64Bit) { users(id: $id) { entities { completed_setup } } }',
        data.createUser,
      );
      expect(after.data.users.entities).toEqual([{ completed_setup: true }]);
    });

    test('leaves a log entry of what was made, by whom and with which credential, and no secret', async () => {
      const { data } = await clerk.ask(create, { input: somebody() });
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

    test('is refused without the permission', async () => {
      const reader = await as.having('READ_USER');
      await expectRefusal(server, 'FORBIDDEN', () => reader.ask(create, { input: somebody() }));
    });

    test.each([{}, { input: null }])('is refused without an input (%j)', async (variables) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, variables));
      expect(extensions.fields).toEqual({ input: 'is required.' });
    });

    describe.each(['name', 'public_name', 'username'])('is refused a %s that', (field) => {
      test.each([
        ...unfit,
        ...(field === 'username'
          ? [
              ['has a space', 'a b'],
              ['has an exotic space', 'a\u3000b'],
            ]
          : []),
      ])('%s', async (_, value) => {
        const input = somebody({ [field]: value });
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
    ])('is refused the e-mail address %j', async (email_address) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () =>
        owner.ask(create, { input: somebody({ email_address }) }),
      );
      expect(extensions.fields).toEqual({ email_address: expect.any(String) });
    });

    test.each([
      ['mobile_number', '+33 6 12'],
      ['mobile_number', ''],
      ['mobile_number', '1'.repeat(33)],
      ['language', 'de'],
      ['enabled', 'true'],
      ['super_admin', 1],
      ['role_id', 'one'],
      ['role_id', 1.5],
      ['role_id', '9223372036854775808'],
      ['role_id', '999999999'],
      ['name', 5],
      ['name', null],
    ])('is refused %s: %j', async (field, value) => {
      const input = somebody({ [field]: value });
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input }));
      expect(extensions.fields).toEqual({ [field]: expect.any(String) });
    });

    test('is refused a field nobody knows, the password among them', async () => {
      for (const extra of [{ password: 'plum tractor seldom 47' }, { id: '1' }, { password_hash: 'x' }])
        await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input: somebody(extra) }));
    });

    test.each(lookAlikes)('is refused a user name that is taken, written in %s', async (_, username) => {
      const { extensions } = await expectRefusal(server, 'CONFLICT', () =>
        owner.ask(create, { input: somebody({ username }) }),
      );
      expect(extensions.fields).toEqual({ username: '`username` is taken.' });
    });

    test('is refused an e-mail address that is taken, in any case', async () => {
      for (const email_address of ['Paypal@Example.com', 'PAYPAL@EXAMPLE.COM']) {
        const { extensions } = await expectRefusal(server, 'CONFLICT', () =>
          owner.ask(create, { input: somebody({ email_address }) }),
        );
        expect(extensions.fields).toEqual({ email_address: '`email_address` is taken.' });
      }
    });

    test('is refused a role that grants what one lacks, and says what', async () => {
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () =>
        clerk.ask(create, { input: somebody({ role_id: roles.mighty }) }),
      );
      expect(extensions.missing_permissions).toEqual(['DELETE_ROLE']);
    });

    test('is refused `super_admin` from anyone but a super admin, false as well as true', async () => {
      for (const super_admin of [true, false])
        await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(create, { input: somebody({ super_admin }) }));
      const { data } = await owner.ask(create, { input: somebody({ super_admin: true }) });
      expect(data.createUser.super_admin).toBe(true);
    });
  });

  describe('resendUserCreationEmail', () => {
    let signedIn: Awaited<ReturnType<Person['signedIn']>>;
    beforeAll(async () => {
      signedIn = await clerk.signedIn();
    });

    test('makes a new link, and the one before stops working', async () => {
      const { data } = await clerk.ask(create, { input: somebody() });
      const again = await signedIn.ask(resend, { user_id: data.createUser.id });
      expect(again.data.resendUserCreationEmail).toEqual({ success: true, message: expect.any(String) });
      expect(await lastEntries(server)).toMatchObject([{ loggable_id: data.createUser.id, user_id: clerk.id }]);
      expect((await setPassword(data.createUser.setup_link)).status).toBe(404);
      expect((await setPassword(again.data.resendUserCreationEmail.message)).status).toBe(200);
    });

    test('is refused without the permission, for an id there is not, and for whoever may do more', async () => {
      const reader = await as.having('READ_USER');
      await expectRefusal(server, 'FORBIDDEN', () => reader.ask(resend, { user_id: clerk.id }));
      await expectRefusal(server, 'NOT_FOUND', () => signedIn.ask(resend, { user_id: '999999999' }));
      await expectRefusal(server, 'FORBIDDEN', () => signedIn.ask(resend, { user_id: owner.id }));
    });

    test('is refused to a token, whoever it is for', async () => {
      const { data } = await clerk.ask(create, { input: somebody() });
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(resend, { user_id: data.createUser.id }));
    });

    test('is refused for oneself, by token and signed in: one confirms the old password instead', async () => {
      const session = await clerk.signedIn();
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(resend, { user_id: clerk.id }));
      await expectRefusal(server, 'FORBIDDEN', () => session.ask(resend, { user_id: clerk.id }));
    });
  });
});
