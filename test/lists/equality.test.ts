/** Equality arguments: there is one for each scalar column of a noun, made from its definition. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Definition } from '../../src/domain/lists/definition.ts';
import { roleList } from '../../src/domain/nouns/roles.ts';
import { userList } from '../../src/domain/nouns/users.ts';
import { schema } from '../../src/graphql/schema.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, ids } from './sample.ts';

const lists = { users: userList, roles: roleList };

const scalarsOf = ({ columns }: Definition) =>
  Object.entries(columns).flatMap(([name, { kind }]) => (kind === 'permissions' ? [] : [name]));

const cases = Object.entries(lists).flatMap(([root, definition]) =>
  scalarsOf(definition).map((column) => [root, column, definition] as const),
);

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
  });
  afterAll(() => server.stop());

  test.each(cases)('%s(%s: …) returns exactly the rows with that value', async (root, column, definition) => {
    const all = await reader.ask(`{ ${root} { entities { ${scalarsOf(definition).join(' ')} } } }`);
    expect(all.errors).toBeUndefined();
    const rows: Record<string, string | boolean | null>[] = all.data[root].entities;
    const values = new Set(rows.map((row) => row[column]).filter((value) => value !== null));
    expect(values.size).toBeGreaterThan(0);
    const type = schema
      .getQueryType()
      ?.getFields()
      [root]?.args.find(({ name }) => name === column)?.type;
    for (const value of [...values].slice(0, 5)) {
      const query = `query ($value: ${type}) { ${root}(${column}: $value) { entities { id } page_info { total_count } } }`;
      const { data, errors } = await reader.ask(query, { value });
      expect(errors).toBeUndefined();
      const expected = rows.filter((row) => String(row[column]).toLowerCase() === String(value).toLowerCase());
      expect(ids(data[root])).toEqual(expected.map(({ id }) => id));
      expect(data[root].page_info.total_count).toBe(expected.length);
    }
  });

  test('two arguments are combined with AND, and a null argument is ignored', async () => {
    const { data } = await reader.ask(
      `{ both: users(enabled: false, language: fr) { entities { enabled language } }
         none: users(id: 1, username: "member-5") { entities { id } }
         all: users(name: null, id: null) { page_info { total_count } } everyone: users { page_info { total_count } } }`,
    );
    expect(data.both.entities).toContainEqual({ enabled: false, language: 'fr' });
    expect(new Set(data.both.entities.map(JSON.stringify))).toHaveProperty('size', 1);
    expect(data.none.entities).toEqual([]);
    expect(data.all).toEqual(data.everyone);
  });

  test('an unknown id returns no rows', async () => {
    const { data } = await reader.ask(
      '{ users(id: "9223372036854775807") { entities { id } } roles(id: -1) { entities { id } } }',
    );
    expect(data).toEqual({ users: { entities: [] }, roles: { entities: [] } });
  });

  test('an id may be a number, a string or a variable of either type', async () => {
    const query = 'query ($id: Int64Bit) { users(id: $id) { entities { id } } }';
    const one = { users: { entities: [{ id: reader.id }] } };
    expect((await reader.ask(query, { id: reader.id })).data).toEqual(one);
    expect((await reader.ask(query, { id: Number(reader.id) })).data).toEqual(one);
    expect((await reader.ask(`{ users(id: ${reader.id}) { entities { id } } }`)).data).toEqual(one);
    expect((await reader.ask(`{ users(id: "${reader.id}") { entities { id } } }`)).data).toEqual(one);
  });
});
