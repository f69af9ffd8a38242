/** What a list costs: one SQL statement a level, however many rows it holds. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Person, people } from '../people.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { settle } from './village.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await settle(server, 60);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.statements.length = 0;
  });

  /** The statements a query takes, besides the one that reads the credential. */
  async function cost(query: string): Promise<number> {
    const { errors } = await reader.ask(query);
    expect(errors).toBeUndefined();
    expect(server.statements.filter((statement) => statement.includes('secret_hash'))).toHaveLength(1);
    return server.statements.length - 1;
  }

  const first25 = 'paginator: { page: 1, records_per_page: 25 }';

  test('25 users with their role and its permissions take two', async () => {
    expect(await cost(`{ users(${first25}) { entities { id name role { id name applied_permissions } } } }`)).toBe(2);
  });

  test('a list takes one, whatever the conditions and however many rows', async () => {
    const args =
      'sorter: { attribute: "name", direction: ASC }, search: { reverse_relation_filters: { relation: "role.users" } }';
    expect(
      await cost(
        `{ users(${args}, general_search: "a", general_search_mode: ROOT_PLUS_RELATIONS) { entities { id } } }`,
      ),
    ).toBe(1);
    server.statements.length = 0;
    expect(await cost('{ users { entities { id } } }')).toBe(1);
  });

  test('page_info adds one, and what is not selected costs nothing', async () => {
    expect(await cost(`{ users(${first25}) { entities { id } page_info { total_count total_pages } } }`)).toBe(2);
    server.statements.length = 0;
    expect(await cost(`{ users(${first25}) { page_info { total_count } } }`)).toBe(1);
  });

  test('aggregations add one, however many', async () => {
    const each = ['MAX', 'MIN', 'SUM'].map((name) => `{ field_name: "id", aggregation_function: ${name} }`);
    expect(await cost(`{ users(aggregation: [${each}]) { entities { id } aggregations { value } } }`)).toBe(2);
  });

  test.each([1, 3, 60])('each level takes one, with %i rows a page', async (size) => {
    const page = `paginator: { page: 1, records_per_page: ${size} }`;
    const inner = `users(${page}, enabled: true) { entities { id } }`;
    expect(await cost(`{ roles(${page}) { entities { users(${page}) { entities { role { ${inner} } } } } } }`)).toBe(4);
  });

  test('a list already read for the same parents is not read again', async () => {
    const inner = 'users { entities { id } }';
    expect(await cost(`{ roles { entities { again: ${inner} users { entities { role { ${inner} } } } } } }`)).toBe(3);
  });

  test('nested page_info and aggregations take one each, for all parents together', async () => {
    const max = 'aggregation: { field_name: "id", aggregation_function: MAX }';
    const query = `{ roles { entities { users(${max}) { entities { id } page_info { total_count } aggregations { value } } } } }`;
    expect(await cost(query)).toBe(4);
  });

  test('what a resolver does not reach is not read', async () => {
    expect(await cost('{ users(username: "nobody at all") { entities { role { users { entities { id } } } } } }')).toBe(
      1,
    );
  });
});
