/** The number of SQL statements of a list: one per level, however many rows it has. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server, 60);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.statements.length = 0;
  });

  /** The number of statements of a query, without the one that reads the credential. */
  async function cost(query: string): Promise<number> {
    const { errors } = await reader.ask(query);
    expect(errors).toBeUndefined();
    expect(server.statements.filter((statement) => statement.includes('secret_hash'))).toHaveLength(1);
    return server.statements.length - 1;
  }

  const first25 = 'paginator: { page: 1, records_per_page: 25 }';

  test('25 users with their role and its permissions are read with one statement', async () => {
    expect(await cost(`{ users(${first25}) { entities { id name role { id name applied_permissions } } } }`)).toBe(1);
  });

  test('a relation that has arguments anywhere in the document is read with a statement of its own', async () => {
    const both = '{ entities { id role { id } named: role(name: "Nobody has this name") { id } } }';
    expect(await cost(`{ users(${first25}) ${both} }`)).toBe(3);
  });

  test('a list is read with one statement, whatever its conditions and however many rows', async () => {
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

  test('page_info adds one statement, and nothing is read for fields that are not selected', async () => {
    expect(await cost(`{ users(${first25}) { entities { id } page_info { total_count total_pages } } }`)).toBe(2);
    server.statements.length = 0;
    expect(await cost(`{ users(${first25}) { page_info { total_count } } }`)).toBe(1);
  });

  test('rows are counted only when a total is selected, and once for both', async () => {
    const paged = `users(${first25})`;
    expect(await cost(`{ ${paged} { entities { id } page_info { page records_per_page end_cursor } } }`)).toBe(1);
    expect(server.statements.join()).not.toContain('count(');
    server.statements.length = 0;
    expect(await cost(`{ ${paged} { page_info { page records_per_page } } }`)).toBe(0);
    for (const totals of ['total_count', 'total_pages', 'total_count total_pages']) {
      server.statements.length = 0;
      expect(await cost(`{ ${paged} { page_info { ${totals} } } }`)).toBe(1);
      expect(server.statements.join()).toContain('count(');
    }
  });

  test('the cursor is read with its rows, wherever both are selected', async () => {
    const sorter = 'sorter: { attribute: "name", direction: ASC }';
    const after = `users(${sorter}, paginator: { after: "", records_per_page: 5 })`;
    expect(await cost(`{ ${after} { page_info { end_cursor } entities { id role { name } } } }`)).toBe(1);
    server.statements.length = 0;
    expect(await cost(`{ roles { entities { ${after} { page_info { end_cursor } entities { id } } } } }`)).toBe(2);
    server.statements.length = 0;
    expect(await cost(`{ ${after} { page_info { end_cursor } } }`)).toBe(1);
  });

  test('aggregations add one statement, however many there are', async () => {
    const each = ['MAX', 'MIN', 'SUM'].map((name) => `{ field_name: "id", aggregation_function: ${name} }`);
    expect(await cost(`{ users(aggregation: [${each}]) { entities { id } aggregations { value } } }`)).toBe(2);
  });

  test.each([1, 3, 60])('each level adds one statement, with %i rows per page', async (size) => {
    const page = `paginator: { page: 1, records_per_page: ${size} }`;
    const inner = `users(${page}, enabled: true) { entities { id } }`;
    expect(await cost(`{ roles(${page}) { entities { users(${page}) { entities { role { ${inner} } } } } } }`)).toBe(4);
  });

  test('a list that was read for the same parents is not read again', async () => {
    const inner = 'users { entities { id } }';
    expect(await cost(`{ roles { entities { again: ${inner} users { entities { role { ${inner} } } } } } }`)).toBe(3);
  });

  test('nested page_info and aggregations add one statement each for all parents together', async () => {
    const max = 'aggregation: { field_name: "id", aggregation_function: MAX }';
    const query = `{ roles { entities { users(${max}) { entities { id } page_info { total_count } aggregations { value } } } } }`;
    expect(await cost(query)).toBe(4);
  });

  test('a list that the query does not reach is not read', async () => {
    expect(await cost('{ users(username: "nobody at all") { entities { role { users { entities { id } } } } } }')).toBe(
      1,
    );
  });
});
