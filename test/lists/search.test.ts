/** Search: what each kind of field finds. The terms of one search are combined with AND, several searches with OR. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { found, type Operator, type Search } from './model.ts';
import { addSample, ids, idsOf, type UserFacts, usersOf } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let everyone: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
    everyone = await usersOf(server);
  });
  afterAll(() => server.stop());

  /** Searches, compares with the model, and returns the users found: neither none nor all, so that the test is meaningful. */
  async function search(...searches: Search[]): Promise<UserFacts[]> {
    const query = 'query ($search: [Search]) { users(search: $search) { entities { id } page_info { total_count } } }';
    const { data, errors } = await reader.ask(query, { search: searches });
    expect(errors).toBeUndefined();
    const expected = found(everyone, searches);
    expect(ids(data.users)).toEqual(idsOf(expected));
    expect(data.users.page_info.total_count).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(everyone.length);
    return expected;
  }

  const name = (search_value: string, options: { match?: boolean; partial_matching?: boolean } = {}) =>
    ({ string_fields: [{ attribute: 'name', search_value, match: true, ...options }] }) satisfies Search;

  describe('a text search', () => {
    test('finds any substring, ignoring case', async () => {
      const parts = ['grace', 'RAC', 'émile', 'ÉMI', 'ОЛЬГА', 'søren', 'ΟΔΟΣ', 'οδοσ', 'İZ', 'ä', ' 2'];
      for (const part of parts) await search(name(part));
    });

    test('with partial_matching: false finds only equal values', async () => {
      expect((await search(name('ada 0', { partial_matching: false }))).map((user) => user.name)).toContain('Ada 0');
      const { data } = await reader.ask(
        '{ users(search: { string_fields: { attribute: "name", search_value: "ada", match: true, partial_matching: false } }) { entities { id } } }',
      );
      expect(data.users.entities).toEqual([]);
    });

    test('with match: false finds the other users, including those without a value', async () => {
      await search(name('a', { match: false }));
      await search(name('Grace 2', { match: false, partial_matching: false }));
      const mobile = { attribute: 'mobile_number', search_value: '5', match: false } as const;
      expect((await search({ string_fields: [mobile] })).some((user) => user.mobile_number === null)).toBe(true);
    });

    test.each(['%', '_', '\\', '0%', 'O_', 'k\\s', '\\s'])('takes the character %s literally', async (part) => {
      const literally = await search(name(part));
      expect(literally.every((user) => user.name.includes(part))).toBe(true);
    });

    test('for the empty string finds every user with a value', async () => {
      const nothing = { attribute: 'mobile_number', search_value: '', match: true } as const;
      expect((await search({ string_fields: [nothing] })).every((user) => user.mobile_number !== null)).toBe(true);
    });

    test('also searches enums, digits, email addresses and ids', async () => {
      const texts = {
        language: 'F',
        mobile_number: '55',
        email_address: 'example.org',
        sonar_unique_id: 'USER_1',
        _version: '2',
      };
      for (const [attribute, search_value] of Object.entries(texts) as [keyof typeof texts, string][])
        await search({ string_fields: [{ attribute, search_value, match: true }] });
    });

    test('for more than 255 characters is refused', async () => {
      const { errors } = await reader.ask('query ($s: [Search]) { users(search: $s) { entities { id } } }', {
        s: [name('x'.repeat(256))],
      });
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    });

    test('for more than 2,000 characters in total is refused, wherever they are', async () => {
      const ask = async (texts: number) => {
        const search = Array.from({ length: texts }, () => name('x'.repeat(250)));
        const document = `query ($s: [Search]) { users(search: $s, general_search: "${'y'.repeat(249)}",
          reverse_relation_filters: { relation: "role", general_search: "z" }) { entities { id } } }`;
        return (await reader.ask(document, { s: search })).errors;
      };
      expect(await ask(7)).toBeUndefined();
      expect((await ask(8))?.[0]?.extensions.fields).toEqual({
        general_search: 'is too long together with the other texts: a list may search for 2000 characters.',
      });
      const exact = {
        string_fields: [{ attribute: 'name', match: true, partial_matching: false, search_value: 'x'.repeat(255) }],
      };
      const { errors } = await reader.ask('query ($s: [Search]) { users(search: $s) { entities { id } } }', {
        s: Array.from({ length: 9 }, () => exact),
      });
      expect(errors).toBeUndefined();
    });
  });

  describe.each(['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE'] satisfies Operator[])('%s', (operator) => {
    const middle = () => everyone[21] as UserFacts;

    test('compares integers', async () => {
      await search({ integer_fields: [{ attribute: 'id', search_value: middle().id, operator }] });
      await search({ integer_fields: [{ attribute: 'role_id', search_value: middle().role_id as string, operator }] });
    });

    test('compares floats', async () => {
      await search({ float_fields: [{ attribute: 'id', search_value: Number(middle().id), operator }] });
      await search({ float_fields: [{ attribute: 'mobile_number', search_value: 155, operator }] });
    });

    test('compares instants to the millisecond, whatever their offset', async () => {
      const instant = middle().created_at.toISOString();
      const elsewhere = new Date(middle().created_at.getTime() + 2 * 3600 * 1000).toISOString().replace('Z', '+02:00');
      const here = await search({ datetime_fields: [{ attribute: 'created_at', search_value: instant, operator }] });
      expect(
        await search({ datetime_fields: [{ attribute: 'created_at', search_value: elsewhere, operator }] }),
      ).toEqual(here);
    });

    test('compares days in UTC', async () => {
      await search({ date_fields: [{ attribute: 'created_at', search_value: '2027-01-14', operator }] });
    });
  });

  test('boolean_fields finds true or false, and with NEQ the other users', async () => {
    for (const attribute of ['enabled', 'super_admin', 'completed_setup', 'service_account'] as const) {
      for (const search_value of [true, false]) {
        const found = await search({ boolean_fields: [{ attribute, search_value }] });
        expect(await search({ boolean_fields: [{ attribute, search_value, operator: 'EQ' }] })).toEqual(found);
        await search({ boolean_fields: [{ attribute, search_value, operator: 'NEQ' }] });
      }
    }
  });

  test('unset_fields finds null, and exists finds every other value', async () => {
    for (const attribute of ['role_id', 'mobile_number'] as const) {
      const unset = await search({ unset_fields: [attribute] });
      const set = await search({ exists: [attribute] });
      expect(unset.length + set.length).toBe(everyone.length);
    }
    await search({ exists: ['role_id', 'mobile_number'] });
    await search({ exists: ['role_id'], unset_fields: ['mobile_number'] });
  });

  test('the terms of one search are combined with AND, several searches with OR', async () => {
    const all: Search = { ...name('a'), boolean_fields: [{ attribute: 'enabled', search_value: false }] };
    const both = await search(all);
    const either = await search(...Object.entries(all).map(([list, terms]) => ({ [list]: terms })));
    expect(either.length).toBeGreaterThan(both.length);
    await search({ string_fields: [...name('a').string_fields, ...name('2').string_fields] });
    await search(all, { unset_fields: ['role_id'] }, name('grace'));
  });

  test('an empty search finds every user', async () => {
    const { data } = await reader.ask(
      '{ one: users(search: {}) { page_info { total_count } } two: users(search: [{}, { unset_fields: "name" }]) { page_info { total_count } } none: users(search: []) { page_info { total_count } } }',
    );
    const all = { page_info: { total_count: everyone.length } };
    expect(data).toEqual({ one: all, two: all, none: all });
  });
});
