/** `updateUser` over HTTP: what it changes, and what it refuses without writing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectRefusal, lastEntries, wholeLog } from '../../access/writing.ts';
import { lookAlikes, unfit } from '../../base/name-samples.ts';
import { kinds, type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';

const fields =
  'id name public_name username email_address mobile_number language enabled super_admin role_id completed_setup _version';
const update = `mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { ${fields} } }`;

const password = 'walnut orbit hesitant 91';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  let clerk: Person;
  let signedIn: Awaited<ReturnType<Person['signedIn']>>;
  /** Changed by every test; has no permission. */
  let subject: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
    clerk = await as.having('READ_USER', 'UPDATE_USER');
    signedIn = await clerk.signedIn();
    subject = await as.having();
    const paypal = await as.having();
    await owner.ask(update, { id: paypal.id, input: { username: 'Paypal', email_address: 'paypal@example.com' } });
  });
  afterAll(() => server.stop());

  const read = async (id: string) =>
    (await owner.ask(`query ($id: Int64Bit) { users(id: $id) { entities { ${fields} } } }`, { id })).data.users
      .entities[0];
  /** With a token, except for passwords, which no token may set. */
  const change = (input: object | null, id = subject.id) =>
    (input && 'password' in input ? signedIn : clerk).ask(update, { id, input });
  const refused = (code: string, input: object | null, id = subject.id) =>
    expectRefusal(server, code, () => change(input, id));

  test.each([
    { name: 'Ada' },
    { public_name: 'Countess' },
    { username: 'countess' },
    { email_address: 'countess@example.com' },
    { mobile_number: '33612345678' },
    { language: 'fr' },
  ])('changes %j and nothing else', async (input) => {
    const before = await read(subject.id);
    const { data, errors } = await change(input);
    expect(errors).toBeUndefined();
    expect(data.updateUser).toEqual({ ...before, ...input, _version: String(Number(before._version) + 1) });
    expect(await read(subject.id)).toEqual(data.updateUser);
  });

  test('ignores null, and unsets a field only with unset_…', async () => {
    await owner.ask(update, { id: subject.id, input: { mobile_number: '123' } });
    const before = await read(subject.id);
    const nothing = Object.fromEntries(
      [
        ...Object.keys(before).filter((name) => !/^(id|completed_setup|_version)$/.test(name)),
        'password',
        'unset_mobile_number',
      ].map((name) => [name, null]),
    );
    expect((await change(nothing)).data.updateUser).toEqual({ ...before, _version: expect.any(String) });
    expect((await change({ unset_mobile_number: false })).data.updateUser.mobile_number).toBe('123');
    expect((await change({ unset_mobile_number: true })).data.updateUser.mobile_number).toBeNull();
    expect((await change({ unset_role_id: true })).data.updateUser.role_id).toBeNull();
  });

  test('accepts the current user name in another case', async () => {
    const { username } = await read(subject.id);
    expect((await change({ username: username.toUpperCase() })).data.updateUser.username).toBe(username.toUpperCase());
  });

  test('adds a log entry with only the changed fields', async () => {
    const before = await read(subject.id);
    await change({ name: 'Changed', language: before.language });
    const [entry] = await lastEntries(server);
    expect(entry).toEqual({
      type: 'UPDATED',
      loggable_type: 'User',
      loggable_id: subject.id,
      message: `User ${before.username} was changed.`,
      previous: { name: before.name },
      current: { name: 'Changed' },
      user_id: clerk.id,
      credential: 'token',
      credential_id: expect.any(String),
    });
  });

  describe('a new password', () => {
    test('is valid for signing in, and deletes the sessions of the user at once, but no token', async () => {
      const person = await as.having();
      const sessions = [await person.signedIn(), await person.signedIn()];
      expect((await change({ password }, person.id)).data.updateUser.completed_setup).toBe(true);
      for (const session of sessions)
        expect((await session.ask('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect((await person.ask('{ me { id } }')).data.me.id).toBe(person.id);
      const signIn = (password: string) =>
        fetch(`${server.url}/sign-in`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ username: person.username, password }),
        });
      expect((await signIn('plum tractor seldom 47')).status).toBe(401);
      expect((await signIn(password)).status).toBe(200);
    });

    test('is logged as a change, without the password', async () => {
      await change({ password });
      expect(await lastEntries(server)).toMatchObject([
        { previous: { password: 'old' }, current: { password: 'new' } },
      ]);
      const log = await wholeLog(server);
      expect(log).not.toContain(password);
      expect(log).not.toContain('$2b$');
      expect(server.logged.join('')).not.toContain(password);
    });

    test('is refused for a token, and nothing else of the input is written', async () => {
      const { message } = await expectRefusal(server, 'FORBIDDEN', () =>
        clerk.ask(update, { id: subject.id, input: { password, name: 'x' } }),
      );
      expect(message).toContain('A token cannot be used for this');
    });

    test.each([
      ['empty', ''],
      ['short', 'k8#Zq!w2Xy'],
      ['common', 'password1234'],
      ['one repeated character', 'a'.repeat(40)],
      ['a row of the keyboard', 'qwertyuiop123'],
      ['the name of the program', 'latchkeylatchkey'],
      ['with the character U+0000', 'walnut orbit\0hesitant 91'],
      ['with a line break', 'walnut orbit\nhesitant 91'],
      ['with half of a character', 'walnut orbit \ud83d hesitant 91'],
      ['too long', 'walnut orbit hesitant 91 '.repeat(50)],
    ])('is refused when it is %s', async (_, weak) => {
      const { message, extensions } = await refused('INVALID_INPUT', { password: weak });
      expect(extensions.fields).toEqual({ password: expect.any(String) });
      if (weak.length > 12) expect(message).not.toContain(weak);
    });

    test('is refused when it contains only the user name', async () => {
      const { username } = await read(subject.id);
      await refused('INVALID_INPUT', { password: `${username}${username}`.slice(0, 24) });
    });
  });

  test('is refused without UPDATE_USER', async () => {
    const reader = await as.having('READ_USER');
    await expectRefusal(server, 'FORBIDDEN', () => reader.ask(update, { id: subject.id, input: { name: 'x' } }));
  });

  test('is refused for an unknown id, with a password too', async () => {
    await refused('NOT_FOUND', { name: 'x' }, '999999999');
    await refused('NOT_FOUND', { password }, '999999999');
  });

  test('is refused without an input', async () => {
    expect((await refused('INVALID_INPUT', null)).extensions.fields).toEqual({ input: 'is required.' });
  });

  test.each(['name', 'public_name', 'username'])('is refused for an invalid %s', async (field) => {
    for (const [, value] of unfit)
      expect((await refused('INVALID_INPUT', { [field]: value })).extensions.fields).toEqual({
        [field]: expect.any(String),
      });
  });

  test('is refused for values of the wrong type', async () => {
    for (const input of [
      { email_address: 'nowhere' },
      { mobile_number: 'x' },
      { language: 'es' },
      { role_id: '999999999' },
      { enabled: 'no' },
      { unset_mobile_number: 1 },
    ])
      expect(Object.keys((await refused('INVALID_INPUT', input)).extensions.fields ?? {})).toEqual(Object.keys(input));
  });

  test.each(lookAlikes)('is refused for a taken user name, written as: %s', async (_, username) => {
    expect((await refused('CONFLICT', { username })).extensions.fields).toEqual({ username: '`username` is taken.' });
  });

  test('is refused for a taken email address', async () => {
    expect((await refused('CONFLICT', { email_address: 'PayPal@example.com' })).extensions.fields).toHaveProperty(
      'email_address',
    );
  });

  test('is refused for a token that would change its own owner, whatever the input', async () => {
    for (const input of [{ name: 'x' }, { password }, { enabled: false }])
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(update, { id: clerk.id, input }));
    await expectRefusal(server, 'FORBIDDEN', () => owner.ask(update, { id: owner.id, input: { name: 'x' } }));
  });

  test('requires password confirmation for a password, email address, user name or enabling, on the caller and on others', async () => {
    const session = await clerk.signedIn();
    expect((await session.ask(update, { id: clerk.id, input: { name: 'Clerk' } })).data.updateUser.name).toBe('Clerk');
    await server.db.execute("update sessions set password_confirmed_at = now() - interval '1 day'");
    const ways = [
      { password },
      { email_address: 'elsewhere@example.com' },
      { username: 'elsewhere' },
      { enabled: true },
    ];
    for (const { id } of [clerk, subject])
      for (const input of ways)
        await expectRefusal(server, 'PASSWORD_CONFIRMATION_REQUIRED', () => session.ask(update, { id, input }));
    for (const input of [{ name: 'Subject' }, { enabled: false }])
      expect((await session.ask(update, { id: subject.id, input })).errors).toBeUndefined();
  });
});
