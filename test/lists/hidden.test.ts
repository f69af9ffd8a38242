/** What one may not read: it can be neither selected nor searched, sorted, aggregated or filtered by, nor found through a relation. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Person, people } from '../people.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { settle } from './village.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  /** May read users, and nothing of their roles but the id. */
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER');
    await settle(server);
  });
  afterAll(() => server.stop());

  const code = ({ errors }: Answer) => errors?.[0]?.extensions.code;

  test('selecting a role is forbidden and names the permission; the users are still there', async () => {
    const { data, errors } = await reader.ask('{ users { entities { id role_id role { name } } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing_permissions: ['READ_ROLE'] });
    expect(data.users.entities.length).toBeGreaterThan(30);
    for (const { role } of data.users.entities) expect(role).toBeNull();
  });

  test('the arguments of a relation are not looked at either', async () => {
    const { errors } = await reader.ask('{ users { entities { role(search: { exists: "no such thing" }) { id } } } }');
    expect(errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
  });

  const through = {
    'searching by existence': 'search: { exists: "role" }',
    'searching by its attribute':
      'search: { string_fields: { attribute: "role.name", search_value: "Support", match: true } }',
    'searching for what is unset': 'search: { unset_fields: "role" }',
    sorting: 'sorter: { attribute: "role.name", direction: ASC }',
    'sorting by the relation': 'sorter: { attribute: "role", direction: ASC }',
    filtering: 'reverse_relation_filters: { relation: "role" }',
    'filtering within a search': 'search: { reverse_relation_filters: { relation: "role", is_empty: true } }',
    'filtering along a path': 'reverse_relation_filters: { relation: "role.users" }',
    aggregating: 'aggregation: { field_name: "role.name", aggregation_function: COUNT }',
    'aggregating the relation': 'aggregation: { field_name: "role", aggregation_function: COUNT }',
  };

  test.each(Object.entries(through))('%s through it is refused as if it did not exist', async (_, args) => {
    const answer = await reader.ask(`{ users(${args}) { entities { id } aggregations { value } } }`);
    expect(answer.data.users).toBeNull();
    expect(code(answer)).toBe('INVALID_INPUT');
    const [, known] = /Known: (.*)/.exec(answer.errors?.[0]?.message ?? '') ?? [];
    expect(known?.split(/\W+/)).not.toContain('role');
  });

  test('a hidden relation and one that does not exist are refused by the same words', async () => {
    const messages = ['role', 'noSuch'].map(async (relation) => {
      const { errors } = await reader.ask(
        `{ users(reverse_relation_filters: { relation: "${relation}" }) { entities { id } } }`,
      );
      return errors?.[0]?.message;
    });
    const [hidden, unknown] = await Promise.all(messages);
    expect(hidden).toEqual(unknown);
  });

  test('the general search does not look into it', async () => {
    const query =
      'query ($text: String) { users(general_search: $text, general_search_mode: ROOT_PLUS_RELATIONS) { entities { id } } }';
    const secret = await reader.ask(query, { text: 'Support Agent' });
    expect(secret.errors).toBeUndefined();
    expect(secret.data.users.entities).toEqual([]);
    const trusted = await people(server).having('READ_USER', 'READ_ROLE');
    expect((await trusted.ask(query, { text: 'Support Agent' })).data.users.entities.length).toBeGreaterThan(0);
  });

  test('a path that leads on to what one may not read is refused at that step', async () => {
    const administrator = await people(server).having('READ_ROLE');
    const filter = (relation: string) =>
      `{ roles(reverse_relation_filters: { relation: "${relation}" }) { entities { id } } }`;
    for (const relation of ['users', 'users.role', 'logs'])
      expect(code(await administrator.ask(filter(relation)))).toBe('INVALID_INPUT');
    expect(code(await administrator.ask('{ roles { entities { users { entities { id } } } } }'))).toBe('FORBIDDEN');
  });

  test('secrets are columns of no list', async () => {
    for (const attribute of ['password_hash', 'passwordHash', 'username_key', 'secret_hash', 'version'])
      expect(code(await reader.ask(`{ users(search: { exists: "${attribute}" }) { entities { id } } }`))).toBe(
        'INVALID_INPUT',
      );
  });
});
