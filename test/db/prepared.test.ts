/** Which statements PostgreSQL keeps prepared on a connection: all lists except searches. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  // With one connection, the test reads what the lists left on it.
  server = await startLatchkey('postgres', {}, { limits: { connections: 1 } });
  owner = await people(server).owner();
});
afterAll(() => server.stop());

test('searches are not prepared, because PostgreSQL would keep one plan for rare and frequent texts', async () => {
  const sorter = 'sorter: { attribute: "name", direction: ASC }';
  const search = 'search: { string_fields: { attribute: "username", search_value: "a", match: true } }';
  const part = '{ entities { id role { id } } page_info { total_count } aggregations { value } }';
  for (const args of [sorter, `${sorter}, ${search}`, `${sorter}, general_search: "a"`]) {
    const { errors } = await owner.ask(`{ users(${args}) ${part} roles { entities { users(${args}) ${part} } } }`);
    expect(errors).toBeUndefined();
  }
  const { rows } = (await server.db.execute('select statement from pg_prepared_statements')) as unknown as {
    rows: { statement: string }[];
  };
  const prepared = rows.map(({ statement }) => statement);
  expect(prepared).toContainEqual(expect.stringMatching(/order by lower\("users"\."name"\)/));
  expect(prepared.filter((statement) => / like /.test(statement))).toEqual([]);
});
