/** Relation filters, `exists` on relations and the general search: rows found by their related rows. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, ids, idsOf, rolesOf, type UserFacts, usersOf } from './sample.ts';

const named = (search_value: string, match = true) => ({ string_fields: [{ attribute: 'name', search_value, match }] });

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let users: UserFacts[];
  let roles: Awaited<ReturnType<typeof rolesOf>>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE', 'READ_ALL_LOGS');
    await addSample(server);
    [users, roles] = [await usersOf(server), await rolesOf(server)];
  });
  afterAll(() => server.stop());

  const roleOf = (user: UserFacts) => roles.find(({ id }) => id === user.role_id);
  const usersIn = (role: { id: string }) => users.filter(({ role_id }) => role_id === role.id);

  async function list(root: 'users' | 'roles', args: object): Promise<string[]> {
    const query = `query ($filters: [ReverseRelationFilter], $search: [Search], $general: String, $mode: GeneralSearchMode) {
      ${root}(reverse_relation_filters: $filters, search: $search, general_search: $general, general_search_mode: $mode) { entities { id } } }`;
    const { data, errors } = await reader.ask(query, args);
    expect(errors).toBeUndefined();
    return ids(data[root]);
  }

  async function same(found: Promise<string[]>, expected: { id: string }[]): Promise<void> {
    expect(await found).toEqual(idsOf(expected));
    expect(expected.length).toBeGreaterThan(0);
  }

  describe('reverse_relation_filters', () => {
    test('keep the rows with a matching related row, for relations to one and to many rows', async () => {
      await same(
        list('users', { filters: [{ relation: 'role', search: [named('support')] }] }),
        users.filter((user) => roleOf(user)?.name === 'Support Agent'),
      );
      await same(
        list('roles', { filters: [{ relation: 'users', search: [named('grace')] }] }),
        roles.filter((role) => usersIn(role).some(({ name }) => name.startsWith('Grace'))),
      );
    });

    test('without a search keep the rows with any related row', async () => {
      await same(list('users', { filters: [{ relation: 'role' }] }), users.filter(roleOf));
      await same(
        list('roles', { filters: [{ relation: 'users' }] }),
        roles.filter((role) => usersIn(role).length > 0),
      );
    });

    test('is_empty keeps the rows without a related row, or without a matching one', async () => {
      await same(
        list('users', { filters: [{ relation: 'role', is_empty: true }] }),
        users.filter((user) => !roleOf(user)),
      );
      await same(
        list('roles', { filters: [{ relation: 'users', is_empty: true }] }),
        roles.filter((role) => usersIn(role).length === 0),
      );
      await same(
        list('users', { filters: [{ relation: 'role', is_empty: true, search: [named('support')] }] }),
        users.filter((user) => roleOf(user)?.name !== 'Support Agent'),
      );
    });

    test('follow a path of several relations', async () => {
      await same(
        list('users', { filters: [{ relation: 'role.users', search: [named('émile')] }] }),
        users.filter((user) =>
          usersIn({ id: user.role_id ?? '' }).some(({ name }) => name.toLowerCase().startsWith('émile')),
        ),
      );
      await same(
        list('roles', { filters: [{ relation: 'users.role.users', general_search: 'member-7' }] }),
        roles.filter((role) => usersIn(role).some(({ username }) => username === 'member-7')),
      );
    });

    test('are combined with AND within a group, and groups with OR', async () => {
      const support = { relation: 'role', search: [named('support')] };
      const billing = { relation: 'role', search: [named('billing')] };
      const withAda = { relation: 'role.users', search: [named('ada')] };
      expect(await list('users', { filters: [support, billing] })).toEqual([]);
      await same(
        list('users', { filters: [support, { ...billing, group: 'or' }] }),
        users.filter((user) => /Support|Billing/.test(roleOf(user)?.name ?? '')),
      );
      await same(
        list('users', { filters: [support, withAda, { relation: 'role', is_empty: true, group: '2' }] }),
        users.filter((user) => !roleOf(user) || roleOf(user)?.name === 'Support Agent'),
      );
    });

    test('inside a search are combined with AND with its other terms, and searches inside a filter with OR', async () => {
      await same(
        list('users', {
          search: [{ ...named('grace'), reverse_relation_filters: [{ relation: 'role', search: [named('support')] }] }],
        }),
        users.filter((user) => user.name.startsWith('Grace') && roleOf(user)?.name === 'Support Agent'),
      );
      const inner = { relation: 'users', search: [named('grace'), named('bob')] };
      await same(
        list('users', { filters: [{ relation: 'role', search: [{ reverse_relation_filters: [inner] }] }] }),
        users.filter((user) => usersIn({ id: user.role_id ?? '' }).some(({ name }) => /Grace|Bob/.test(name))),
      );
    });
  });

  test('exists on a relation finds the rows with a related row', async () => {
    await same(list('users', { search: [{ exists: ['role'] }] }), users.filter(roleOf));
    await same(
      list('roles', { search: [{ exists: ['users'] }] }),
      roles.filter((role) => usersIn(role).length > 0),
    );
    await same(
      list('users', { search: [{ exists: ['logs'] }] }),
      users.filter(({ username }) => username.startsWith('person-')),
    );
  });

  test('exists on a list of permissions finds the rows whose list is not empty', async () => {
    const given = roles.filter((role) => role.applied_permissions.length > 0);
    await same(list('roles', { search: [{ exists: ['applied_permissions'] }] }), given);
    expect(given.length).toBeLessThan(roles.length);
  });

  describe('general_search', () => {
    test('finds a substring of any text column of the row', async () => {
      const texts = ({ name, username, email_address, mobile_number, language, _version }: UserFacts) =>
        [name, username, email_address, mobile_number, language, _version].join('\n').toLowerCase();
      for (const general of ['MEMBER-1', 'example.org', '0% B', 'o_n'])
        await same(
          list('users', { general }),
          users.filter((user) => texts(user).includes(general.toLowerCase())),
        );
      expect(await list('users', { general: 'Support Agent' })).toEqual([]);
      expect(await list('users', { general: '' })).toEqual(idsOf(users));
    });

    test('ROOT_PLUS_RELATIONS also searches directly related rows', async () => {
      const mode = 'ROOT_PLUS_RELATIONS';
      const support = users.filter((user) => roleOf(user)?.name === 'Support Agent');
      await same(list('users', { general: 'support agent', mode }), support);
      expect(await list('users', { general: 'support agent', mode: 'ROOT' })).toEqual([]);
      await same(
        list('roles', { general: 'member-7', mode }),
        roles.filter((role) => usersIn(role).some(({ username }) => username === 'member-7')),
      );
    });
  });

  test.each(['nothing', 'role.nothing', 'role.users.nothing', '', 'role.', 'name', '__proto__', 'constructor'])(
    'an unknown relation (%s) is refused, and the error lists the known ones',
    async (relation) => {
      const query =
        'query ($filters: [ReverseRelationFilter]) { users(reverse_relation_filters: $filters) { entities { id } } }';
      const { data, errors } = await reader.ask(query, { filters: [{ relation }] });
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
      expect(errors?.[0]?.message).toMatch(/Known: (role|users), /);
    },
  );

  test('a path of more than six steps is refused', async () => {
    const relation = Array.from({ length: 7 }, (_, step) => (step % 2 ? 'users' : 'role')).join('.');
    const { errors } = await reader.ask(
      `{ users(reverse_relation_filters: { relation: "${relation}" }) { entities { id } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});
