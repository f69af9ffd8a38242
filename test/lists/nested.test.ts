/** Nested lists: a relation has the arguments of a root list, and each parent row its own page. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { found, inOrder, page, type Search, type Sorter } from './model.ts';
import { addSample, ids, idsOf, rolesOf, type UserFacts, usersOf } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let users: UserFacts[];
  let roles: Awaited<ReturnType<typeof rolesOf>>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
    [users, roles] = [await usersOf(server), await rolesOf(server)];
  });
  afterAll(() => server.stop());

  const usersIn = (role: { id: string }) => users.filter(({ role_id }) => role_id === role.id);

  test('search, sorting, page and count apply per parent row', async () => {
    const search: Search[] = [
      { string_fields: [{ attribute: 'name', search_value: 'a', match: true }] },
      { exists: ['mobile_number'] },
    ];
    const sorter: Sorter[] = [
      { attribute: 'enabled', direction: 'DESC' },
      { attribute: 'username', direction: 'DESC' },
    ];
    const paginator = { page: 2, records_per_page: 2 };
    const { data, errors } = await reader.ask(
      `query ($search: [Search], $sorter: [Sorter], $paginator: Paginator) { roles { entities { id
        users(search: $search, sorter: $sorter, paginator: $paginator) { entities { id } page_info { page total_count total_pages } } } } }`,
      { search, sorter, paginator },
    );
    expect(errors).toBeUndefined();
    expect(ids(data.roles)).toEqual(idsOf(roles));
    for (const role of data.roles.entities) {
      const expected = inOrder(found(usersIn(role), search), sorter);
      expect(ids(role.users)).toEqual(idsOf(page(expected, paginator)));
      const total_pages = Math.max(1, Math.ceil(expected.length / 2));
      expect(role.users.page_info).toEqual({ page: 2, total_count: expected.length, total_pages });
    }
  });

  test('equality arguments, general search and relation filters apply to a nested list', async () => {
    const { data, errors } = await reader.ask(
      `{ roles { entities { id equal: users(language: fr) { entities { id } } general: users(general_search: "MEMBER-1") { entities { id } }
          related: users(reverse_relation_filters: { relation: "role", general_search: "support" }) { entities { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    for (const role of data.roles.entities) {
      const own = usersIn(role);
      expect(ids(role.equal)).toEqual(idsOf(own.filter(({ language }) => language === 'fr')));
      expect(ids(role.general)).toEqual(idsOf(own.filter(({ username }) => username.includes('member-1'))));
      const support = roles.find(({ name }) => name === 'Support Agent')?.id === role.id;
      expect(ids(role.related)).toEqual(support ? idsOf(own) : []);
    }
  });

  test('a single related row is null if there is none, or if the arguments exclude it', async () => {
    const { data, errors } = await reader.ask(
      `{ users { entities { role_id plain: role { id } named: role(name: "SUPPORT agent") { id name }
          searched: role(search: { string_fields: { attribute: "name", search_value: "%", match: true } }) { name }
          filtered: role(reverse_relation_filters: { relation: "users", search: { boolean_fields: { attribute: "super_admin", search_value: true } } }) { id } } } }`,
    );
    expect(errors).toBeUndefined();
    const leads = roles.filter((role) => usersIn(role).some(({ super_admin }) => super_admin)).map(({ id }) => id);
    expect(leads).toHaveLength(1);
    for (const { role_id, plain, named, searched, filtered } of data.users.entities) {
      const role = roles.find(({ id }) => id === role_id);
      expect(plain).toEqual(role ? { id: role.id } : null);
      expect(named).toEqual(role?.name === 'Support Agent' ? { id: role.id, name: role.name } : null);
      expect(searched).toEqual(role?.name.includes('%') ? { name: role.name } : null);
      expect(filtered).toEqual(leads.includes(role_id) ? { id: role_id } : null);
    }
  });

  test.each([
    'users(sorter: { attribute: "nom", direction: ASC }) { entities { id } }',
    'users(search: { exists: "nom" }) { page_info { total_count } }',
    'users(aggregation: { field_name: "nom", aggregation_function: COUNT }) { aggregations { value } }',
    'users { entities { role(search: { exists: "nom" }) { id } } }',
    'users { entities { role(sorter: { attribute: "nom", direction: ASC }) { id } } }',
    'users { entities { role(paginator: { page: 0, records_per_page: 1 }) { id } } }',
  ])('a nested list refuses invalid arguments, as a root list does: %s', async (list) => {
    const { errors } = await reader.ask(`{ roles { entities { ${list} } } }`);
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['INVALID_INPUT']));
  });

  test.each(['page_info { total_count }', 'aggregations { value }'])(
    'an invalid sorter is refused even if only %s is selected',
    async (part) => {
      const sorter = 'sorter: { attribute: "nom", direction: ASC }';
      const aggregation = 'aggregation: { field_name: "id", aggregation_function: MAX }';
      for (const list of [
        `users(${sorter}, ${aggregation}) { ${part} }`,
        `roles { entities { users(${sorter}, ${aggregation}) { ${part} } } }`,
      ])
        expect((await reader.ask(`{ ${list} }`)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    },
  );

  test('two aliases of one list with different arguments are answered separately', async () => {
    const { data } = await reader.ask(
      '{ roles { entities { one: users(enabled: true) { entities { enabled } } other: users(enabled: false) { entities { enabled } } } } }',
    );
    for (const { one, other } of data.roles.entities) {
      for (const { enabled } of one.entities) expect(enabled).toBe(true);
      for (const { enabled } of other.entities) expect(enabled).toBe(false);
    }
    expect(data.roles.entities.some(({ other }: { other: { entities: [] } }) => other.entities.length > 0)).toBe(true);
  });
});
