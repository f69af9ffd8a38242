/** Requests of real clients: loose variables, single objects for lists, many aliases and deep nesting. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { roleList } from '../../src/domain/nouns/roles.ts';
import { userList } from '../../src/domain/nouns/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { addSample, ids, idsOf, rolesOf, type UserFacts, usersOf } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let everyone: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
    await addSample(server);
    everyone = await usersOf(server);
  });
  afterAll(() => server.stop());

  /** Sends the body unchanged, to compare the order of the keys in the answer. */
  async function send(body: object): Promise<{ status: number; answer: Answer }> {
    const response = await fetch(`${server.url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${owner.token}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  }

  test.each([
    ['absent', {}],
    ['null', { variables: null }],
    ['an object', { variables: {} }],
    ['an empty array, as PHP encodes an empty object', { variables: [] }],
    ['a JSON string', { variables: '{}' }],
    ['the JSON string null', { variables: 'null' }],
  ])('variables may be %s', async (_, variables) => {
    const query = 'query ($id: Int64Bit) { users(id: $id) { page_info { total_count } } }';
    const { status, answer } = await send({ query, ...variables });
    expect(status).toBe(200);
    expect(answer).toEqual({ data: { users: { page_info: { total_count: everyone.length } } } });
  });

  test('variables in a JSON string are parsed', async () => {
    const query = 'query ($id: Int64Bit) { users(id: $id) { entities { id } } }';
    const { answer } = await send({ query, variables: JSON.stringify({ id: owner.id }) });
    expect(answer.data.users.entities).toEqual([{ id: owner.id }]);
  });

  test.each([[[1]], ['{'], [1], ['[1]'], ['']])(
    'variables that are not an object are refused: %j',
    async (variables) => {
      const { answer } = await send({ query: '{ me { id } }', variables });
      expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    },
  );

  test('nullable variables inside lists may be unset', async () => {
    const query =
      'query ($p: Paginator, $s: Search) { users(paginator: $p, search: [$s]) { entities { id } page_info { records_per_page } } }';
    const p = { page: 1, records_per_page: 3 };
    const s = { exists: ['mobile_number'] };
    const reachable = idsOf(everyone.filter((user) => user.mobile_number !== null));
    const asked = async (variables: object) => {
      const { data, errors } = await owner.ask(query, variables);
      expect(errors).toBeUndefined();
      return [ids(data.users), data.users.page_info.records_per_page];
    };
    expect(await asked({})).toEqual([idsOf(everyone), 100]);
    expect(await asked({ p: null, s: null })).toEqual([idsOf(everyone), 100]);
    expect(await asked({ p })).toEqual([idsOf(everyone).slice(0, 3), 3]);
    expect(await asked({ s })).toEqual([reachable, 100]);
    expect(await asked({ p, s })).toEqual([reachable.slice(0, 3), 3]);
  });

  test('a single object or string is accepted where a list is declared', async () => {
    const { data, errors } = await owner.ask(
      `{ lists: users(search: [{ exists: ["mobile_number"], string_fields: [{ attribute: "name", search_value: "a", match: true }] }],
            sorter: [{ attribute: "name", direction: DESC }], reverse_relation_filters: [{ relation: "role" }],
            aggregation: [{ field_name: "id", aggregation_function: MAX }]) { entities { id } aggregations { value } }
         single: users(search: { exists: "mobile_number", string_fields: { attribute: "name", search_value: "a", match: true } },
            sorter: { attribute: "name", direction: DESC }, reverse_relation_filters: { relation: "role" },
            aggregation: { field_name: "id", aggregation_function: MAX }) { entities { id } aggregations { value } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.single).toEqual(data.lists);
    expect(data.single.entities.length).toBeGreaterThan(0);
    const query =
      'query ($f: [ReverseRelationFilter], $s: [Search]) { users(reverse_relation_filters: $f, search: $s) { entities { id } } }';
    const variables = await owner.ask(query, { f: { relation: 'role' }, s: { exists: 'mobile_number' } });
    expect(variables.data.users.entities.length).toBeGreaterThan(0);
  });

  test('all scalar fields of users and roles in one query return the values of the rows', async () => {
    const scalars = Object.keys(userList.columns).join(' ');
    const { data, errors } = await owner.ask(
      `{ users { entities { ${scalars} } } roles { entities { ${Object.keys(roleList.columns).join(' ')} } } }`,
    );
    expect(errors).toBeUndefined();
    const written = (row: object) =>
      JSON.parse(JSON.stringify(row), (_, value) => (/^\d{4}-.*Z$/.test(value) ? value.replace('Z', '+00:00') : value));
    expect(data.users.entities).toEqual(everyone.map(written));
    expect(data.roles.entities).toEqual((await rolesOf(server)).map(written));
    for (const { id, role_id } of data.users.entities)
      expect([typeof id, role_id === null ? 'string' : typeof role_id]).toEqual(['string', 'string']);
  });

  test('100 aliased lists in one request are answered in the requested order', async () => {
    const aliases = Array.from({ length: 100 }, (_, place) => `a${(place * 37) % 100}`);
    const { data, errors } = await owner.ask(
      `{ ${aliases.map((alias, place) => `${alias}: ${place % 2 ? 'users' : 'roles'}(paginator: { page: 1, records_per_page: ${1 + (place % 9)} }) { entities { id } page_info { total_count } }`).join(' ')} }`,
    );
    expect(errors).toBeUndefined();
    expect(Object.keys(data)).toEqual(aliases);
    for (const list of Object.values<{ entities: [] }>(data)) expect(list.entities.length).toBeGreaterThan(0);
  });

  test('many aliased mutations run one after the other, in the requested order', async () => {
    const aliases = Array.from({ length: 40 }, (_, place) => `m${(place * 7) % 40}`);
    const mutations = aliases.map(
      (alias) => `${alias}: createRole(input: { name: "Made as ${alias}", applied_permissions: [] }) { id name }`,
    );
    const { data, errors } = await owner.ask(`mutation { ${mutations.join(' ')} }`);
    expect(errors).toBeUndefined();
    expect(Object.keys(data)).toEqual(aliases);
    const made: { id: string; name: string }[] = Object.values(data);
    expect(made.map(({ name }) => name)).toEqual(aliases.map((alias) => `Made as ${alias}`));
    const order = made.map(({ id }) => Number(id));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  test('a refused mutation does not stop the other mutations of its document', async () => {
    const make = (name: string) => `createRole(input: { name: "${name}", applied_permissions: [] }) { name }`;
    const { data, errors } = await owner.ask(
      `mutation { one: ${make('First')} two: ${make(' ')} three: ${make('Third')} }`,
    );
    expect(data).toEqual({ one: { name: 'First' }, two: null, three: { name: 'Third' } });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['two'], 'INVALID_INPUT']]);
  });

  test('13 levels of nesting are answered', async () => {
    const page = 'paginator: { page: 1, records_per_page: 2 }';
    const level = (deep: number): string => {
      if (deep === 0) return 'id';
      return deep % 2 ? `id users(${page}) { entities { ${level(deep - 1)} } }` : `id role { ${level(deep - 1)} }`;
    };
    const { data, errors } = await owner.ask(
      `{ roles(search: { exists: "users" }, ${page}) { entities { ${level(13)} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data).match(/"users"/g)?.length).toBeGreaterThan(7);
  });

  test('a page of 10,000 rows with every scalar field is answered', async () => {
    const scalars = Object.keys(userList.columns).join(' ');
    const { data, errors } = await owner.ask(
      `{ users(paginator: { page: 1, records_per_page: 10000 }) { entities { ${scalars} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.users.entities).toHaveLength(everyone.length);
  });
});
