/** The password policy: who reads and changes it, and that it applies wherever a password is set. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { expectRefusal, lastEntries, wholeLog } from '../access/writing.ts';
import { kinds, type Latchkey, pepper, startLatchkey } from '../server.ts';
import { ask, type Person, password, passwordHash, people } from '../test-users.ts';

const strong = 'walnut ferry copper 92';
const all = `id sonar_unique_id created_at updated_at _version minimum_length minimum_password_strength
  requires_alpha_numeric requires_at_least_one_special_character requires_upper_and_lower_case_characters`;
const update = `mutation ($input: UpdatePasswordPolicyMutationInput) { updatePasswordPolicy(input: $input) { ${all} } }`;
const strict = {
  minimum_length: 14,
  requires_alpha_numeric: true,
  requires_at_least_one_special_character: true,
  requires_upper_and_lower_case_characters: true,
};

interface BrokenRule {
  reason: string;
  values?: Record<string, unknown>;
}
const brokenIn = (answer: { errors?: { extensions: object }[] }) =>
  (answer.errors?.[0]?.extensions as { broken_rules?: BrokenRule[] } | undefined)?.broken_rules;
const namesIn = (answer: { errors?: { extensions: object }[] }) => brokenIn(answer)?.map(({ reason }) => reason);

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let admin: Person;
  let browser: Awaited<ReturnType<Person['signedIn']>>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    admin = await as.having('UPDATE_PASSWORD_POLICY', 'UPDATE_USER', 'READ_USER');
    browser = await admin.signedIn();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.db.execute(sql`delete from password_policies`);
    await server.db.execute(sql`insert into password_policies (id) values (1)`);
  });

  const set = async (input: object) => expect((await browser.ask(update, { input })).errors).toBeUndefined();

  test('the defaults are 12 characters and strength 3, and every signed-in caller reads them', async () => {
    const { data, errors } = await (await as.having()).ask(`{ password_policy { ${all} } }`);
    expect(errors).toBeUndefined();
    expect(data.password_policy).toMatchObject({
      id: '1',
      sonar_unique_id: 'password_policy_1',
      _version: '1',
      minimum_length: 12,
      minimum_password_strength: 3,
      requires_alpha_numeric: false,
      requires_at_least_one_special_character: false,
      requires_upper_and_lower_case_characters: false,
    });
  });

  test('a change keeps what it does not name, and is logged with what was before', async () => {
    await set({ minimum_length: 16 });
    const { data } = await browser.ask(update, { input: { minimum_password_strength: 4, minimum_length: null } });
    expect(data.updatePasswordPolicy).toMatchObject({
      minimum_length: 16,
      minimum_password_strength: 4,
      _version: '3',
    });
    const [entry] = await lastEntries(server);
    expect(entry).toMatchObject({
      type: 'UPDATED',
      loggable_type: 'PasswordPolicy',
      message: 'The password policy was changed.',
      previous: { minimum_password_strength: 3 },
      current: { minimum_password_strength: 4 },
      user_id: admin.id,
    });
  });

  test('a caller without UPDATE_PASSWORD_POLICY, and any token, is refused', async () => {
    const { ask } = await (await as.having('UPDATE_TOKEN_POLICY')).signedIn();
    const error = await expectRefusal(server, 'FORBIDDEN', () => ask(update, { input: { minimum_length: 8 } }));
    expect(error.extensions.missing_permissions).toEqual(['UPDATE_PASSWORD_POLICY']);
    await expectRefusal(server, 'FORBIDDEN', () => admin.ask(update, { input: { minimum_length: 8 } }));
  });

  test('numbers out of range are refused together, and a missing input too', async () => {
    const input = { minimum_length: 73, minimum_password_strength: 5 };
    const error = await expectRefusal(server, 'INVALID_INPUT', () => browser.ask(update, { input }));
    expect(error.extensions.fields).toEqual({
      minimum_length: 'must be from 8 to 72.',
      minimum_password_strength: 'must be from 0 to 4.',
    });
    await expectRefusal(server, 'INVALID_INPUT', () => browser.ask(update));
  });

  test('passwords that exist stay valid after the policy became stricter', async () => {
    const person = await as.having();
    await person.signedIn();
    await set({ ...strict, minimum_length: 72 });
    expect((await (await person.signedIn()).ask('{ me { id } }')).errors).toBeUndefined();
  });

  const updateMe = 'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }';
  const updateUser =
    'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';

  test('updateMe names every rule that the password breaks, each with its values', async () => {
    await set(strict);
    const { ask } = await (await as.having()).signedIn();
    const before = await wholeLog(server);
    const answer = await ask(updateMe, { input: { password: 'password' } });
    expect(brokenIn(answer)).toEqual([
      { reason: 'TOO_SHORT', values: { least: 14 } },
      { reason: 'NO_LETTER_AND_DIGIT' },
      { reason: 'ONE_CASE' },
      { reason: 'NO_SPECIAL_CHARACTER' },
      { reason: 'EASY_TO_GUESS', values: { score: 0, least: 3 } },
    ]);
    expect(answer.errors?.[0]?.extensions.fields?.password).toContain('must have at least 14 characters. It must');
    expect(await wholeLog(server)).toBe(before);
    expect((await ask(updateMe, { input: { password: 'Walnut ferry copper 92' } })).errors).toBeUndefined();
  });

  test.each([
    ['minimum_length', { minimum_length: 23 }, 'TOO_SHORT', `${strong} `],
    ['requires_alpha_numeric', { requires_alpha_numeric: true }, 'NO_LETTER_AND_DIGIT', strong, 'walnut ferry copper'],
    [
      'requires_at_least_one_special_character',
      { requires_at_least_one_special_character: true },
      'NO_SPECIAL_CHARACTER',
      strong,
      'walnutferrycopper92',
    ],
    [
      'requires_upper_and_lower_case_characters',
      { requires_upper_and_lower_case_characters: true },
      'ONE_CASE',
      'Walnut ferry copper 92',
    ],
    [
      'minimum_password_strength',
      { minimum_password_strength: 3, minimum_length: 8 },
      'EASY_TO_GUESS',
      strong,
      'walnut ferry',
    ],
  ])(
    'the rule %s is off or looser by default, and on, it refuses and accepts',
    async (_, rule, reason, good, bad = strong) => {
      const person = await as.having();
      const session = await person.signedIn();
      if (reason !== 'EASY_TO_GUESS')
        expect((await session.ask(updateMe, { input: { password: bad } })).errors).toBeUndefined();
      await set(rule);
      const again = await person.signedIn();
      const answer = await again.ask(updateMe, { input: { password: bad } });
      expect(namesIn(answer)).toEqual([reason]);
      expect((await again.ask(updateMe, { input: { password: good } })).errors).toBeUndefined();
    },
  );

  test('strength 0 accepts any password of enough characters', async () => {
    await set({ minimum_password_strength: 0, minimum_length: 8 });
    const { ask } = await (await as.having()).signedIn();
    expect((await ask(updateMe, { input: { password: 'password' } })).errors).toBeUndefined();
  });

  test('updateUser refuses a password of another user that breaks the policy', async () => {
    await set(strict);
    const { id } = await as.having();
    const answer = await browser.ask(updateUser, { id, input: { password: strong } });
    expect(namesIn(answer)).toEqual(['ONE_CASE']);
    expect(
      (await browser.ask(updateUser, { id, input: { password: 'Walnut ferry copper 92' } })).errors,
    ).toBeUndefined();
  });

  test('a one-time link refuses a password that breaks the policy, and still works', async () => {
    await set(strict);
    const { username } = await as.having();
    const { secret } = await owner.resetLink(server.db, username);
    const post = (password: string) =>
      server.fetch(`/set-password/${secret}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ password }),
      });
    const refused = await post(strong);
    expect([refused.status, namesIn((await refused.json()) as never)]).toEqual([400, ['ONE_CASE']]);
    expect((await post('Walnut ferry copper 92')).status).toBe(200);
  });

  test('the first password of an owner must keep the policy, and nobody is created otherwise', async () => {
    const settings = { pepper, breached: null };
    const made = (password: string) =>
      owner.create(server.db, settings, { username: 'lady', email: 'lady@example.com', password });
    await expect(made('hunter2')).rejects.toThrow(/^`OWNER_PASSWORD` must have at least 12 characters. It is too easy/);
    const lady = () => server.db.select().from(users).where(eq(users.username, 'lady'));
    expect(await lady()).toEqual([]);
    await made(password);
    expect(await lady()).toHaveLength(1);
  });

  test('the names of the user and of the product count for nothing in the strength', async () => {
    const { id } = await as.having();
    const names = { name: 'Quixotaria Zembla', publicName: 'Brandywhistle', username: 'vorpalblade' };
    const emailAddress = 'snickersnack@frabjousday.example';
    const keys = { usernameKey: names.username, emailAddressKey: emailAddress };
    await server.db
      .update(users)
      .set({ ...names, emailAddress, ...keys })
      .where(eq(users.id, id));
    const { ask } = await signedInAs(id, names.username);
    const weak = [
      'zembla quixotaria1',
      'Vorpalblade1234',
      'brandywhistle2026',
      'snickersnack77',
      'frabjousday.1',
      'latchkey-zembla',
    ];
    const namesOf = async (one: string) => [one, namesIn(await ask(updateMe, { input: { password: one } }))];
    for (const one of weak) expect(await namesOf(one)).toEqual([one, ['EASY_TO_GUESS']]);
    expect(await namesOf('zembla walnut ferry copper 92')).toEqual(['zembla walnut ferry copper 92', undefined]);
  });

  test('names that change at the same time count for nothing, too', async () => {
    const { id } = await as.having();
    const { ask } = await signedInAs(
      id,
      (await server.db.select().from(users).where(eq(users.id, id)))[0]?.username ?? '',
    );
    const renamed = { username: 'fitzwilliam17964a', password: 'fitzwilliam17964a' };
    expect(namesIn(await ask(updateMe, { input: renamed }))).toEqual(['EASY_TO_GUESS']);
    const admin = await (await as.owner()).signedIn();
    const update =
      'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';
    expect(namesIn(await admin.ask(update, { id, input: renamed }))).toEqual(['EASY_TO_GUESS']);
    expect(await server.db.select().from(users).where(eq(users.username, renamed.username))).toEqual([]);
  });

  /** A session of a user whose user name was changed. */
  async function signedInAs(id: string, username: string): Promise<Pick<Person, 'ask'>> {
    await server.db.update(users).set({ passwordHash }).where(eq(users.id, id));
    const response = await server.fetch('/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const [Cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    return { ask: (query, variables) => ask(server, { Cookie }, query, variables) };
  }
});
