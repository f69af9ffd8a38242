/** Random requests: the database finds, sorts and pages as plain JavaScript does. A failure prints its seed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Attribute, found, inOrder, page, type Search } from './model.ts';
import { addSample, ids, idsOf, type UserFacts, usersOf } from './sample.ts';

const texts = [
  'name',
  'public_name',
  'username',
  'email_address',
  'mobile_number',
  'language',
  'sonar_unique_id',
  '_version',
] as const;
const nullable = ['role_id', 'mobile_number', 'language', 'name', 'created_at', 'enabled'] as const;
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
const of = (...attributes: Attribute[]) => fc.constantFrom(...attributes);
const operator = fc.constantFrom('GTE', 'GT', 'LTE', 'LT', 'EQ', 'NEQ');
const range = <T>(attribute: fc.Arbitrary<Attribute>, search_value: fc.Arbitrary<T>) =>
  some(fc.record({ attribute, search_value, operator }));

/** Mostly parts of existing values, so that something is found, and sometimes anything. */
const part = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'a',
      'AD',
      'Grace 2',
      'é',
      'ÄL',
      '%',
      '_',
      '\\',
      '55',
      'ОЛЬ',
      'member-1',
      'fr',
      'user_1',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 3, unit: 'grapheme-ascii' }) },
);
const days = fc
  .date({ min: new Date('2026-12-30'), max: new Date('2027-03-30'), noInvalidDate: true })
  .map((date) => date.toISOString());
const small = fc.integer({ min: -1, max: 40 });

const search = fc.record(
  {
    string_fields: some(
      fc.record(
        { attribute: of(...texts), search_value: part, match: fc.boolean(), partial_matching: fc.boolean() },
        { requiredKeys: ['attribute', 'search_value', 'match'] },
      ),
    ),
    integer_fields: range(of('id', 'role_id'), fc.oneof(small, small.map(String))),
    float_fields: range(of('id', 'mobile_number'), fc.oneof(small, fc.constantFrom(0.5, 155, 354.5, 1e9))),
    datetime_fields: range(of('created_at', 'updated_at'), days),
    date_fields: range(
      of('created_at', 'updated_at'),
      days.map((day) => day.slice(0, 10)),
    ),
    boolean_fields: some(
      fc.record(
        {
          attribute: of('enabled', 'super_admin', 'completed_setup'),
          search_value: fc.boolean(),
          operator: fc.constantFrom('EQ', 'NEQ'),
        },
        { requiredKeys: ['attribute', 'search_value'] },
      ),
    ),
    unset_fields: some(of(...nullable)),
    exists: some(of(...nullable)),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Search>;

const sorter = fc.record({
  attribute: of(...texts, ...nullable, 'id', 'updated_at', 'super_admin'),
  direction: fc.constantFrom('ASC', 'DESC'),
});

const request = fc.record({
  search: fc.array(search, { maxLength: 3 }),
  sorter: fc.array(sorter, { maxLength: 3 }),
  paginator: fc.record({ page: fc.integer({ min: 1, max: 6 }), records_per_page: fc.integer({ min: 1, max: 45 }) }),
});

const query = `query ($search: [Search], $sorter: [Sorter], $paginator: Paginator) {
  users(search: $search, sorter: $sorter, paginator: $paginator) { entities { id } page_info { total_count total_pages } } }`;

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let everyone: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER');
    await addSample(server);
    everyone = await usersOf(server);
  });
  afterAll(() => server.stop());

  test('any request finds, sorts and pages the users as plain JavaScript does', async () => {
    const likeTheModel = fc.asyncProperty(request, async ({ search, sorter, paginator }) => {
      const { data, errors } = await reader.ask(query, { search, sorter, paginator });
      expect(errors).toBeUndefined();
      const expected = inOrder(found(everyone, search), sorter);
      expect(ids(data.users)).toEqual(idsOf(page(expected, paginator)));
      const total_pages = Math.max(1, Math.ceil(expected.length / paginator.records_per_page));
      expect(data.users.page_info).toEqual({ total_count: expected.length, total_pages });
    });
    await fc.assert(likeTheModel, { numRuns: 250 });
  });
});
