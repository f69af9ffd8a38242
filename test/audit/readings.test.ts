/** The access log gets an entry when somebody reads a single user, role or token of others, in whatever way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../../src/db/rows.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let other: Person;
  let role: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    const as = people(server);
    reader = await as.having('READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN');
    other = await as.having('READ_USER');
    const [found] = await rowsOf<{ role: string }>(
      server.db,
      sql`select role_id::text as role from users where id = ${other.id}`,
    );
    role = found?.role ?? '';
  });
  afterAll(() => server.stop());

  /** The records that the access log names after a query. */
  async function readBy(query: string, person = reader): Promise<string[]> {
    await server.usage.flush();
    const [last] = await rowsOf<{ id: string }>(
      server.db,
      sql`select coalesce(max(id), 0)::text as id from access_logs`,
    );
    expect((await person.ask(query)).errors).toBeUndefined();
    await server.usage.flush();
    const rows = await rowsOf<{ record: string }>(
      server.db,
      sql`select accessloggable_type || ' ' || accessloggable_id as record
        from access_logs where id > ${last?.id} and user_id = ${person.id} order by record`,
    );
    return rows.map(({ record }) => record);
  }

  test('a record that is found by its id or another unique column', async () => {
    const user = [`User ${other.id}`];
    expect(await readBy(`{ users(id: ${other.id}) { entities { name } } }`)).toEqual(user);
    expect(await readBy(`{ users(username: "${other.username}") { entities { name } } }`)).toEqual(user);
    expect(await readBy(`{ roles(id: ${role}) { entities { name } } }`)).toEqual([`Role ${role}`]);
  });

  test('a record that a search, a text or a page leaves alone', async () => {
    const user = [`User ${other.id}`];
    const by = (attribute: string, operator: string) =>
      `{ users(search: [{ integer_fields: [{ attribute: "${attribute}", operator: ${operator}, search_value: ${other.id} }] }]) { entities { name } } }`;
    expect(await readBy(by('id', 'EQ'))).toEqual(user);
    const exactly = `string_fields: [{ attribute: "username", search_value: "${other.username}", match: true, partial_matching: false }]`;
    expect(await readBy(`{ users(search: [{ ${exactly} }]) { entities { name } } }`)).toEqual(user);
    expect(await readBy(`{ users(general_search: "${other.username}") { entities { name } } }`)).toEqual(user);
    const lastOne = 'paginator: { page: 1, records_per_page: 1 }, sorter: [{ attribute: "id", direction: DESC }]';
    expect(await readBy(`{ users(${lastOne}) { entities { name } } }`)).toEqual(user);
  });

  test('a record that is alone in a nested list', async () => {
    expect(await readBy(`{ roles { entities { users(id: ${other.id}) { entities { name } } } } }`)).toEqual([
      `User ${other.id}`,
    ]);
  });

  test('neither lists of several rows, nor one’s own records', async () => {
    expect(await readBy('{ users { entities { name } } }')).toEqual([]);
    expect(await readBy(`{ users(id: ${reader.id}) { entities { name } } me { name } }`)).toEqual([]);
  });
});
