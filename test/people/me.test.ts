/** `me` and `updateMe` over HTTP: what users read and change of their own account, and what tokens may not change. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contents, expectRefusal, lastEntries, wholeLog } from '../access/writing.ts';
import { lookAlikes, unfit } from '../base/name-samples.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';

const fields = `id name username public_name super_admin role_id email_address mobile_number language
  user_preferences { table_paginator_size navigation_expanded ui_preferences }`;
const update = `mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { ${fields} } }`;
const password = 'walnut orbit hesitant 91';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let person: Person;
  let session: Awaited<ReturnType<Person['signedIn']>>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    person = await as.having('READ_ROLE');
    session = await person.signedIn();
    const paypal = await (await as.having()).signedIn();
    await paypal.ask(update, { input: { username: 'Paypal', email_address: 'paypal@example.com' } });
  });
  afterAll(() => server.stop());

  const read = async () => (await session.ask(`{ me { ${fields} } }`)).data.me;
  const refused = (code: string, input: object | null) =>
    expectRefusal(server, code, () => session.ask(update, { input }));

  describe('me', () => {
    test('returns the caller, with a token as well as with a session', async () => {
      const { data, errors } = await person.ask(
        `{ me { ${fields} role { name applied_permissions } effective_permissions authentication_factors { entities { id } } } }`,
      );
      expect(errors).toBeUndefined();
      expect(data.me).toMatchObject({ id: person.id, username: person.username, super_admin: false, language: 'en' });
      expect(data.me.role.applied_permissions).toEqual(['READ_ROLE']);
      expect(data.me.effective_permissions).toEqual(['READ_ROLE']);
      expect(data.me).toMatchObject(await read());
    });

    test('lists every permission for a super admin', async () => {
      const { data } = await (await as.owner()).ask(
        '{ me { super_admin role_id role { id } effective_permissions } __type(name: "Permission") { enumValues { name } } }',
      );
      expect(data.me).toMatchObject({ super_admin: true, role_id: null, role: null });
      const all = data.__type.enumValues.map(({ name }: { name: string }) => name);
      expect(new Set(data.me.effective_permissions)).toEqual(new Set(all));
    });

    test('shows the role only to a caller with READ_ROLE', async () => {
      const { data, errors } = await (await as.having('READ_USER')).ask('{ me { id role_id role { name } } }');
      expect(data.me).toMatchObject({ role_id: expect.any(String), role: null });
      expect(errors?.[0]?.extensions.missing_permissions).toEqual(['READ_ROLE']);
    });
  });

  describe('updateMe', () => {
    test.each([
      { name: 'Ada' },
      { public_name: 'Countess' },
      { username: 'countess' },
      { email_address: 'countess@example.com' },
      { mobile_number: '33612345678' },
      { language: 'fr' },
    ])('changes %j and nothing else', async (input) => {
      const before = await read();
      const { data, errors } = await session.ask(update, { input });
      expect(errors).toBeUndefined();
      expect(data.updateMe).toEqual({ ...before, ...input });
      expect(await read()).toEqual(data.updateMe);
    });

    test('writes nothing when nothing changes: no row, no version and no entry', async () => {
      const { user_preferences: _, id: _id, super_admin: __, role_id: ___, ...profile } = await read();
      const version = async () => (await session.ask('{ me { _version } }')).data.me._version;
      const [before, old] = [await contents(server), await version()];
      for (const input of [{}, { name: null }, profile, { mobile_number: profile.mobile_number, muted_emails: [] }]) {
        const { data, errors } = await session.ask(update, { input });
        expect([errors, data.updateMe]).toEqual([undefined, await read()]);
      }
      expect([await contents(server), await version()]).toEqual([before, old]);
    });

    test('turns emails off and on again, each once, and keeps the others as they are', async () => {
      const muting =
        'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { user_preferences { muted_emails } } }';
      const mute = async (muted_emails: string[] | null) => {
        const { data, errors } = await session.ask(muting, { input: { muted_emails } });
        expect(errors).toBeUndefined();
        return data.updateMe.user_preferences.muted_emails;
      };
      expect(await mute(['TOKEN_EXPIRED', 'ACCESS_DECIDED', 'TOKEN_EXPIRED'])).toEqual([
        'TOKEN_EXPIRED',
        'ACCESS_DECIDED',
      ]);
      expect(await mute(null)).toEqual(['TOKEN_EXPIRED', 'ACCESS_DECIDED']);
      expect(await mute([])).toEqual([]);
    });

    test.each([
      'PASSWORD_LINK',
      'FACTOR_CODE',
      'FACTOR_CHANGED',
      'FACTORS_RESET',
      'ADDRESS_LINK',
      'ADDRESS_CHANGING',
      'IDENTITY_CHANGED',
      'REVOKED_SECRET_USED',
      'TOKEN_LEAKED',
      'LATENT_PERMISSIONS_RESTORED',
    ])('does not turn off emails about security: %s', async (kind) => {
      const { extensions } = await refused('INVALID_INPUT', { muted_emails: ['TOKEN_EXPIRED', kind] });
      expect(Object.keys(extensions.fields ?? {})).toEqual(['muted_emails']);
    });

    test('stores user preferences, and changes only those that are sent', async () => {
      const likes = {
        table_paginator_size: '10000',
        navigation_expanded: false,
        ui_preferences: '{"dark":"✓"}',
      };
      expect((await session.ask(update, { input: likes })).data.updateMe.user_preferences).toEqual(likes);
      expect(
        (await session.ask(update, { input: { navigation_expanded: true } })).data.updateMe.user_preferences,
      ).toEqual({ ...likes, navigation_expanded: true });
    });

    test('is refused for a number of rows that no page can have', async () => {
      for (const table_paginator_size of ['-9223372036854775808', '-1', '0', '10001', '9223372036854775807']) {
        const { errors } = await session.ask(update, { input: { table_paginator_size } });
        const fields = { table_paginator_size: 'must be from 1 to 10000.' };
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields });
      }
    });

    test('ignores null, and unsets a field only with unset_…', async () => {
      await session.ask(update, { input: { mobile_number: '123' } });
      const before = await read();
      const names = ['name', 'username', 'email_address', 'mobile_number', 'password', 'public_name', 'language'];
      const more = ['table_paginator_size', 'navigation_expanded', 'ui_preferences', 'unset_mobile_number'];
      const nothing = Object.fromEntries([...names, ...more].map((name) => [name, null]));
      expect((await session.ask(update, { input: nothing })).data.updateMe).toEqual(before);
      expect((await session.ask(update, { input: {} })).data.updateMe).toEqual(before);
      expect(
        (await session.ask(update, { input: { unset_mobile_number: true } })).data.updateMe.mobile_number,
      ).toBeNull();
    });

    test('adds a log entry about the user with the session as its credential', async () => {
      const { name } = await read();
      await session.ask(update, { input: { name: 'Lovelace' } });
      const who = {
        loggable_id: person.id,
        user_id: person.id,
        credential: 'session',
        credential_id: expect.any(String),
      };
      expect(await lastEntries(server)).toMatchObject([{ ...who, previous: { name }, current: { name: 'Lovelace' } }]);
    });

    test('with a new password deletes all other sessions, gives this one a new cookie, and keeps the tokens', async () => {
      const changing = await as.having();
      const [here, there] = [await changing.signedIn(), await changing.signedIn()];
      const { errors, headers } = await here.ask(update, { input: { password } });
      expect(errors).toBeUndefined();
      const [Cookie = ''] = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
      expect((await ask(server, { Cookie }, '{ me { id } }')).data.me.id).toBe(changing.id);
      // The old cookie, which may have been copied, is no longer valid.
      expect((await here.ask('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect((await here.ask(update, { input: { name: 'Copied' } })).errors?.[0]?.extensions.code).toBe(
        'UNAUTHENTICATED',
      );
      expect((await changing.ask('{ me { id } }')).data.me.id).toBe(changing.id);
      expect((await there.ask('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(await lastEntries(server)).toMatchObject([
        { previous: { password: 'old' }, current: { password: 'new' } },
      ]);
      expect(await wholeLog(server)).not.toContain(password);
    });

    test('is refused for tokens, whatever the input', async () => {
      for (const input of [{ name: 'x' }, { password }, { email_address: 'x@example.com' }, {}])
        await expectRefusal(server, 'FORBIDDEN', () => person.ask(update, { input }));
    });

    test('is refused without an input, and for role_id, super_admin, enabled and id', async () => {
      expect((await refused('INVALID_INPUT', null)).extensions.fields).toEqual({ input: 'is required.' });
      for (const input of [
        { super_admin: true },
        { role_id: '1' },
        { enabled: true },
        { id: '1' },
        { unset_role_id: true },
      ])
        await refused('INVALID_INPUT', input);
    });

    test('is refused for invalid or taken names and email addresses', async () => {
      for (const field of ['name', 'public_name', 'username'])
        for (const [, value] of unfit)
          expect((await refused('INVALID_INPUT', { [field]: value })).extensions.fields).toHaveProperty(field);
      for (const [, username] of lookAlikes)
        expect((await refused('CONFLICT', { username })).extensions.fields).toHaveProperty('username');
      await refused('CONFLICT', { email_address: 'PAYPAL@example.com' });
      await refused('INVALID_INPUT', { email_address: 'nowhere' });
    });

    test('is refused for weak passwords, for an empty one and for one made of the user name', async () => {
      for (const weak of [
        '',
        'short',
        'password1234',
        'password password',
        'latchkeylatchkey',
        'walnut orbit\0hesitant 91',
        `${(await read()).username}12`,
      ])
        expect((await refused('INVALID_INPUT', { password: weak })).extensions.fields).toHaveProperty('password');
    });

    test('is refused for preferences of the wrong type', async () => {
      for (const input of [
        { table_paginator_size: 'many' },
        { navigation_expanded: 'yes' },
        { ui_preferences: { dark: true } },
        { ui_preferences: 'x'.repeat(100_001) },
        { ui_preferences: 'a\u0000b' },
      ])
        await refused('INVALID_INPUT', input);
    });
  });
});
