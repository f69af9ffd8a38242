/** SQL injection: hostile text in every text argument is treated as data. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contents } from '../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { hostile } from './hostile.ts';
import { addSample } from './sample.ts';

/** Every argument that is compared with values. */
const values = `query ($text: String!, $id: ID) {
  users(name: $text) { entities { id } }  public_name: users(public_name: $text) { entities { id } }
  username: users(username: $text) { entities { id } }  version: users(_version: $text) { entities { id } }
  unique: users(sonar_unique_id: $id) { entities { id } }  role: users { entities { role(name: $text) { id } } }
  roles(name: $text) { entities { id users(username: $text, general_search: $text) { entities { id } } } }
  partial: users(search: { string_fields: { attribute: "name", search_value: $text, match: true } }) { entities { id } }
  whole: users(search: { string_fields: { attribute: "language", search_value: $text, match: true, partial_matching: false } }) { entities { id } }
  other: users(search: { string_fields: { attribute: "mobile_number", search_value: $text, match: false } }) { entities { id } }
  general: users(general_search: $text, general_search_mode: ROOT_PLUS_RELATIONS) { entities { id } page_info { total_count } }
  group: users(reverse_relation_filters: { relation: "role", group: $text, general_search: $text }) { entities { id } }
  inner: users(search: { reverse_relation_filters: { relation: "role.users", search: { string_fields: { attribute: "name", search_value: $text, match: true } } } }) { entities { id } }
  counted: users(general_search: $text, aggregation: { field_name: "name", aggregation_function: COUNT }) { aggregations { value } }
}`;

/** Every argument that names a column or relation. */
const places = [
  'sorter: { attribute: $text, direction: ASC }',
  'search: { string_fields: { attribute: $text, search_value: "a", match: true } }',
  'search: { integer_fields: { attribute: $text, search_value: 1, operator: EQ } }',
  'search: { float_fields: { attribute: $text, search_value: 1, operator: EQ } }',
  'search: { datetime_fields: { attribute: $text, search_value: "2027-01-01T00:00:00Z", operator: EQ } }',
  'search: { date_fields: { attribute: $text, search_value: "2027-01-01", operator: EQ } }',
  'search: { ip_address_fields: { attribute: $text, search_value: $text, match: true } }',
  'search: { boolean_fields: { attribute: $text, search_value: true } }',
  'search: { unset_fields: [$text] }',
  'search: { exists: [$text] }',
];
const more = [
  'reverse_relation_filters: { relation: $text }',
  'search: { reverse_relation_filters: { relation: $text } }',
  'reverse_relation_filters: { relation: "role", search: { exists: [$text] } }',
  'aggregation: { field_name: $text, aggregation_function: COUNT }',
  'aggregation: { field_name: "id", aggregation_function: COUNT, sub_aggregators: { field_name: $text, aggregation_function: MAX } }',
];
const naming = [places, more].map(
  (list) =>
    `query ($text: String!) { ${list.map((args, place) => `a${place}: users(${args}) { entities { id } aggregations { value } }`).join(' ')} }`,
);

const writing = `mutation ($text: String!, $any: Text!) {
  createRole(input: { name: $text, applied_permissions: [], note: { message: $any, priority: NORMAL } }) { id name }
  createUser(input: { name: $text, username: $text, public_name: $text, email_address: "hostile@example.com" }) { id }
}`;

const speaksSql = /select |syntax error|relation "|column "|pg_|operator does not|unterminated|22\d{3}|42\d{3}/i;

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let before: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server, 12);
    before = await contents(server);
  });
  afterAll(() => server.stop());

  function expectNoSql({ errors }: Answer): void {
    for (const { message, extensions } of errors ?? []) {
      expect(message).not.toMatch(speaksSql);
      expect(extensions.code).toBe('INVALID_INPUT');
    }
  }

  test.each(hostile)('%j matches no rows, is not the name of anything and changes nothing', async (text) => {
    const compared = await reader.ask(values, { text, id: text });
    expectNoSql(compared);
    if (!text.includes('\u0000')) expect(compared.errors).toBeUndefined();
    for (const list of ['users', 'public_name', 'username', 'unique', 'roles'])
      expect(compared.data?.[list]?.entities ?? []).toEqual([]);
    for (const query of naming) {
      const answer = await reader.ask(query, { text });
      expectNoSql(answer);
      expect(answer.data).toBeNull();
      expect(answer.errors?.length).toBeGreaterThan(0);
    }
    expect(await contents(server)).toBe(before);
  });

  test('hostile names are stored unchanged, or refused by the rules for names', async () => {
    const owner = await people(server).owner();
    const kept = await Promise.all(
      hostile.map(async (text) => {
        const answer = await owner.ask(writing, { text, any: text });
        for (const { message, extensions } of answer.errors ?? []) {
          expect(message).not.toMatch(speaksSql);
          expect(['INVALID_INPUT', 'CONFLICT']).toContain(extensions.code);
        }
        if (answer.data?.createRole) expect(answer.data.createRole.name).toBe(text.normalize('NFC').trim());
        return Boolean(answer.data?.createRole);
      }),
    );
    expect(kept.filter(Boolean).length).toBeGreaterThan(30);
    expect(server.logged.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });
});
