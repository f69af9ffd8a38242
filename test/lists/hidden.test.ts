/** A relation that the caller may not read cannot be selected, searched, sorted, aggregated or filtered by. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { addSample } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  /** May read users, but only the ids of their roles. */
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER');
    await addSample(server);
  });
  afterAll(() => server.stop());

  const code = ({ errors }: Answer) => errors?.[0]?.extensions.code;

  test('selecting a role is FORBIDDEN and names the permission, and the users are still returned', async () => {
    const { data, errors } = await reader.ask('{ users { entities { id role_id role { name } } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing_permissions: ['READ_ROLE'] });
    expect(data.users.entities.length).toBeGreaterThan(30);
    for (const { role } of data.users.entities) expect(role).toBeNull();
  });

  test('the arguments of a hidden relation are not checked', async () => {
    const { errors } = await reader.ask('{ users { entities { role(search: { exists: "no such thing" }) { id } } } }');
    expect(errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
  });

  const through = {
    'searching by existence': 'search: { exists: "role" }',
    'searching by an attribute of it':
      'search: { string_fields: { attribute: "role.name", search_value: "Support", match: true } }',
    'searching for unset values': 'search: { unset_fields: "role" }',
    sorting: 'sorter: { attribute: "role.name", direction: ASC }',
    'sorting by the relation itself': 'sorter: { attribute: "role", direction: ASC }',
    filtering: 'reverse_relation_filters: { relation: "role" }',
    'filtering inside a search': 'search: { reverse_relation_filters: { relation: "role", is_empty: true } }',
    'filtering along a path': 'reverse_relation_filters: { relation: "role.users" }',
    aggregating: 'aggregation: { field_name: "role.name", aggregation_function: COUNT }',
    'aggregating the relation itself': 'aggregation: { field_name: "role", aggregation_function: COUNT }',
  };

  test.each(Object.entries(through))(
    '%s through a hidden relation is refused as if the relation did not exist',
    async (_, args) => {
      const answer = await reader.ask(`{ users(${args}) { entities { id } aggregations { value } } }`);
      expect(answer.data).toBeNull();
      expect(code(answer)).toBe('INVALID_INPUT');
      const [, known] = /Known: (.*)/.exec(answer.errors?.[0]?.message ?? '') ?? [];
      expect(known?.split(/\W+/)).not.toContain('role');
    },
  );

  test('a hidden and an unknown relation get the same error', async () => {
    const messages = ['role', 'noSuch'].map(async (relation) => {
      const { errors } = await reader.ask(
        `{ users(reverse_relation_filters: { relation: "${relation}" }) { entities { id } } }`,
      );
      return errors?.[0]?.message;
    });
    const [hidden, unknown] = await Promise.all(messages);
    expect(hidden).toEqual(unknown);
  });

  test('the general search does not search a hidden relation', async () => {
    const query =
      'query ($text: String) { users(general_search: $text, general_search_mode: ROOT_PLUS_RELATIONS) { entities { id } } }';
    const secret = await reader.ask(query, { text: 'Support Agent' });
    expect(secret.errors).toBeUndefined();
    expect(secret.data.users.entities).toEqual([]);
    const trusted = await people(server).having('READ_USER', 'READ_ROLE');
    expect((await trusted.ask(query, { text: 'Support Agent' })).data.users.entities.length).toBeGreaterThan(0);
  });

  test('a path is refused at the first relation that the caller may not read', async () => {
    const administrator = await people(server).having('READ_ROLE');
    const filter = (relation: string) =>
      `{ roles(reverse_relation_filters: { relation: "${relation}" }) { entities { id } } }`;
    for (const relation of ['users', 'users.role', 'logs'])
      expect(code(await administrator.ask(filter(relation)))).toBe('INVALID_INPUT');
    expect(code(await administrator.ask('{ roles { entities { users { entities { id } } } } }'))).toBe('FORBIDDEN');
  });

  test('secrets are not columns of any list', async () => {
    for (const attribute of ['password_hash', 'passwordHash', 'username_key', 'secret_hash', 'version'])
      expect(code(await reader.ask(`{ users(search: { exists: "${attribute}" }) { entities { id } } }`))).toBe(
        'INVALID_INPUT',
      );
  });
});
