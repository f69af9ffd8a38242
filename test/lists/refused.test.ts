/** What a list refuses: unknown attributes, attributes of another kind, and too many conditions. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kindsOf } from '../../src/domain/lists/attributes.ts';
import type { Definition } from '../../src/domain/lists/definition.ts';
import { roleList } from '../../src/domain/nouns/roles.ts';
import { userList } from '../../src/domain/nouns/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const range = { operator: 'EQ' };

/** A term of each kind without its attribute, and the kinds of column that it may search. */
const terms = {
  string_fields: [kindsOf.string, { search_value: 'a', match: true }],
  integer_fields: [kindsOf.integer, { search_value: 1, ...range }],
  float_fields: [kindsOf.float, { search_value: 1.5, ...range }],
  datetime_fields: [kindsOf.datetime, { search_value: '2027-01-01T00:00:00Z', ...range }],
  date_fields: [kindsOf.date, { search_value: '2027-01-01', ...range }],
  ip_address_fields: [kindsOf.ip, { search_value: '192.0.2.1', match: true }],
  boolean_fields: [kindsOf.boolean, { search_value: true }],
} as const;

const fitting = ({ columns }: Definition, kinds: readonly string[]) =>
  Object.entries(columns).flatMap(([name, { kind }]) => (kinds.includes(kind) ? [name] : []));

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
  });
  afterAll(() => server.stop());

  const search = (root: string, search: object[]) =>
    reader.ask(`query ($search: [Search]) { ${root}(search: $search) { entities { id } } }`, { search });

  describe.each([
    ['users', userList],
    ['roles', roleList],
  ])('%s', (root, definition) => {
    test.each(Object.entries(terms))(
      '%s accepts attributes of its kinds, and refuses every other with an error that lists them',
      async (list, [kinds, term]) => {
        const known = fitting(definition, kinds);
        for (const attribute of [...Object.keys(definition.columns), 'nothing', 'role', 'users', 'toString']) {
          const { data, errors } = await search(root, [{ [list]: [{ attribute, ...term }] }]);
          if (known.includes(attribute)) expect([attribute, errors]).toEqual([attribute, undefined]);
          else {
            expect([attribute, data, errors?.[0]?.extensions.code]).toEqual([attribute, null, 'INVALID_INPUT']);
            const fields = { [`search.${list}.attribute`]: expect.any(String) };
            expect(errors?.[0]?.extensions.fields).toEqual(fields);
            if (known.length > 0) expect(errors?.[0]?.message).toContain(`Known: ${known.join(', ')}.`);
          }
        }
      },
    );
  });

  test.each(['unset_fields', 'exists'])('%s refuses an unknown attribute', async (list) => {
    const { errors } = await search('users', [{ [list]: ['nothing'] }]);
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.message).toContain(`Known: ${Object.keys(userList.columns).join(', ')}`);
  });

  test('a list accepts 200 conditions in total, nested ones included, and refuses 201', async () => {
    const exists = (count: number) => Array.from({ length: count }, () => 'name');
    expect((await search('users', [{ exists: exists(199) }])).errors).toBeUndefined();
    const nested = { reverse_relation_filters: [{ relation: 'role', search: [{ exists: exists(198) }] }] };
    for (const tooMuch of [[{ exists: exists(200) }], [nested], Array.from({ length: 201 }, () => ({}))])
      expect((await search('users', tooMuch)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});
