/** Aggregation: maximum, minimum, sum, average and counts by value, nested, and over root lists and nested lists. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, type UserFacts, usersOf } from './sample.ts';

const aggregator = (field_name: string, aggregation_function: string, ...sub_aggregators: object[]) => ({
  field_name,
  aggregation_function,
  sub_aggregators,
});

const answer = `aggregations { field aggregation_function value counts { value count
  sub_aggregator_results { field value counts { value count sub_aggregator_results { field value } } } } }`;

const average = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let users: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
    users = await usersOf(server);
  });
  afterAll(() => server.stop());

  async function aggregated(aggregation: object[], args = '') {
    const query = `query ($aggregation: [Aggregator]) { users(aggregation: $aggregation ${args}) { ${answer} } }`;
    const { data, errors } = await reader.ask(query, { aggregation });
    expect(errors).toBeUndefined();
    return data.users.aggregations;
  }

  test('MAX, MIN, SUM and AVG are computed over ids and digits, in the requested order', async () => {
    const numbers = (attribute: 'id' | 'mobile_number') =>
      users.flatMap((user) => (user[attribute] === null ? [] : [Number(user[attribute])]));
    for (const field of ['id', 'mobile_number'] as const) {
      const functions = ['SUM', 'MAX', 'AVG', 'MIN'];
      const results = await aggregated(functions.map((name) => aggregator(field, name)));
      expect(results.map((result: { aggregation_function: string }) => result.aggregation_function)).toEqual(functions);
      const [sum, most, mean, least] = results.map(({ value }: { value: string }) => Number(value));
      expect([sum, most, least]).toEqual([
        numbers(field).reduce((one, other) => one + other, 0),
        Math.max(...numbers(field)),
        Math.min(...numbers(field)),
      ]);
      expect(mean).toBeCloseTo(average(numbers(field)), 5);
    }
  });

  test('MAX and MIN are computed over instants', async () => {
    const results = await aggregated([aggregator('created_at', 'MAX'), aggregator('created_at', 'MIN')]);
    const times = users.map((user) => user.created_at.getTime());
    expect(results.map(({ value }: { value: string }) => Date.parse(value))).toEqual([
      Math.max(...times),
      Math.min(...times),
    ]);
    expect(results[0].value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  });

  test('COUNT groups by value, the most frequent first, and counts null as the empty string', async () => {
    const [{ field, value, counts }] = await aggregated([aggregator('role_id', 'COUNT')]);
    expect([field, value]).toEqual(['role_id', null]);
    const expected = new Map<string, number>();
    for (const { role_id } of users) expected.set(role_id ?? '', (expected.get(role_id ?? '') ?? 0) + 1);
    expect(
      new Map(counts.map((bucket: { value: string; count: string }) => [bucket.value, Number(bucket.count)])),
    ).toEqual(expected);
    const sizes = counts.map(({ count }: { count: string }) => Number(count));
    expect(sizes).toEqual(sizes.toSorted((one: number, other: number) => other - one));
  });

  test('sub_aggregators are computed within each value, to a depth of three', async () => {
    const [{ counts }] = await aggregated([
      aggregator('language', 'COUNT', aggregator('enabled', 'COUNT', aggregator('id', 'MAX')), aggregator('id', 'MIN')),
    ]);
    expect(counts.map(({ value }: { value: string }) => value)).toEqual(['en', 'fr']);
    for (const { value: language, sub_aggregator_results } of counts) {
      const speaking = users.filter((user) => user.language === language);
      const [byState, least] = sub_aggregator_results;
      expect(least.value).toBe(speaking[0]?.id);
      for (const { value: enabled, count, sub_aggregator_results: deepest } of byState.counts) {
        const alike = speaking.filter((user) => String(user.enabled) === enabled);
        expect([count, deepest]).toEqual([String(alike.length), [{ field: 'id', value: alike.at(-1)?.id }]]);
      }
    }
  });

  test('aggregates ignore the page and respect the conditions', async () => {
    const count = [aggregator('enabled', 'COUNT')];
    const [{ counts }] = await aggregated(count, 'enabled: false, paginator: { page: 3, records_per_page: 1 }');
    const disabled = users.filter((user) => !user.enabled).length;
    expect(counts).toEqual([{ value: 'false', count: String(disabled), sub_aggregator_results: [] }]);
  });

  test('over no rows the value is null, and there are no counts', async () => {
    const asked = [aggregator('id', 'MAX'), aggregator('name', 'COUNT')];
    const [most, names] = await aggregated(asked, 'username: "nobody at all"');
    expect([most.value, most.counts, names.value, names.counts]).toEqual([null, null, null, []]);
    expect(await aggregated([])).toEqual([]);
  });

  test('nested lists are aggregated per parent row', async () => {
    const { data, errors } = await reader.ask(
      `{ roles { entities { id users(aggregation: [{ field_name: "id", aggregation_function: MAX }, { field_name: "language", aggregation_function: COUNT }]) {
          entities { id language } aggregations { value counts { value count } } } } } }`,
    );
    expect(errors).toBeUndefined();
    for (const { users } of data.roles.entities) {
      const [{ value }, { counts }] = users.aggregations;
      expect(value).toBe(users.entities.at(-1)?.id ?? null);
      const total = counts.reduce((sum: number, { count }: { count: string }) => sum + Number(count), 0);
      expect(total).toBe(users.entities.length);
    }
  });

  test.each([
    ['name', 'MAX'],
    ['enabled', 'SUM'],
    ['role', 'COUNT'],
    ['password_hash', 'COUNT'],
    ['created_at', 'AVG'],
  ])(
    'a field that the function cannot aggregate (%s %s) is refused, and the error lists the fields that it can',
    async (field, how) => {
      const query =
        'query ($aggregation: [Aggregator]) { users(aggregation: $aggregation) { aggregations { value } } }';
      const { errors } = await reader.ask(query, { aggregation: [aggregator(field, how)] });
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
      expect(errors?.[0]?.message).toMatch(/Known: .*\bid\b/);
    },
  );

  test.each([4, 25, 1_000])(
    'sub_aggregators nested %i deep are refused, and the error names the argument',
    async (depth) => {
      const nested = (left: number): object => aggregator('language', 'COUNT', ...(left > 1 ? [nested(left - 1)] : []));
      const { errors } = await reader.ask(
        'query ($a: [Aggregator]) { users(aggregation: $a) { aggregations { value } } }',
        { a: [nested(depth)] },
      );
      const field = depth > 25 ? 'variables' : 'aggregation.sub_aggregators';
      expect(errors?.[0]?.extensions).toEqual({
        code: 'INVALID_INPUT',
        fields: { [field]: expect.stringContaining('nested at most') },
      });
    },
  );

  test('a list may have 20 COUNTs, and 21 are refused', async () => {
    const query = 'query ($a: [Aggregator]) { users(aggregation: $a) { aggregations { field } } }';
    const counts = (count: number) => Array.from({ length: count }, () => aggregator('enabled', 'COUNT'));
    expect((await reader.ask(query, { a: counts(20) })).errors).toBeUndefined();
    expect((await reader.ask(query, { a: counts(21) })).errors?.[0]?.extensions.fields).toEqual({
      aggregation: 'must hold at most 20 COUNTs.',
    });
  });

  test('a field nested within itself and several COUNTs next to each other are computed separately', async () => {
    const [byLanguage, byState] = await aggregated([
      aggregator('language', 'COUNT', aggregator('language', 'COUNT', aggregator('enabled', 'COUNT'))),
      aggregator('enabled', 'COUNT', aggregator('role_id', 'COUNT'), aggregator('language', 'COUNT')),
    ]);
    for (const { value, count, sub_aggregator_results } of byLanguage.counts) {
      const [within] = sub_aggregator_results;
      expect(within.counts.map((bucket: { value: string; count: string }) => [bucket.value, bucket.count])).toEqual([
        [value, count],
      ]);
    }
    for (const { value, sub_aggregator_results } of byState.counts) {
      const alike = users.filter((user) => String(user.enabled) === value);
      for (const [place, attribute] of (['role_id', 'language'] as const).entries()) {
        const expected = new Map<string, number>();
        for (const user of alike) expected.set(user[attribute] ?? '', (expected.get(user[attribute] ?? '') ?? 0) + 1);
        const { counts } = sub_aggregator_results[place];
        expect(
          new Map(counts.map((bucket: { value: string; count: string }) => [bucket.value, Number(bucket.count)])),
        ).toEqual(expected);
      }
    }
  });

  describe('over many values', () => {
    beforeAll(async () => {
      await server.db.execute(
        `insert into users (name, public_name, username, username_key, email_address, email_address_key)
         select n, n, n, n, n, n from generate_series(1, 21000) as g(i), cast('many' || i as text) as n`,
      );
    });

    test('a COUNT returns the first thousand values, and nested aggregates for each of them', async () => {
      const [{ counts }] = await aggregated(
        [aggregator('name', 'COUNT', aggregator('username', 'COUNT', aggregator('id', 'MAX')))],
        'general_search: "many"',
      );
      expect(counts).toHaveLength(1_000);
      for (const { value, count, sub_aggregator_results } of counts) {
        expect([count, sub_aggregator_results[0].counts[0].value]).toEqual(['1', value]);
        expect(Number(sub_aggregator_results[0].counts[0].sub_aggregator_results[0].value)).toBeGreaterThan(0);
      }
    });

    test('more groups than an answer may contain are refused', async () => {
      const { data, errors } = await reader.ask(
        'query ($a: [Aggregator]) { users(aggregation: $a) { aggregations { counts { count } } } }',
        { a: Array.from({ length: 10 }, () => aggregator('name', 'COUNT', aggregator('username', 'COUNT'))) },
      );
      expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'LIMITED']);
    });
  });
});
