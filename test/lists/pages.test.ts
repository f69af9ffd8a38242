/** Pages: their sizes, their limits, and that a loop over them returns every row once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, ids, idsOf, usersOf } from './sample.ts';

const page = 'page_info { page records_per_page total_count total_pages }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let everyone: string[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server, 120);
    everyone = idsOf(await usersOf(server));
  });
  afterAll(() => server.stop());

  test('without a paginator the answer is page 1 with 100 rows', async () => {
    const { data } = await reader.ask(`{ users { entities { id } ${page} } }`);
    expect(ids(data.users)).toEqual(everyone.slice(0, 100));
    expect(data.users.page_info).toEqual({ page: 1, records_per_page: 100, total_count: 121, total_pages: 2 });
  });

  test('the loop `while page < total_pages` returns every row once', async () => {
    const met: string[] = [];
    for (let number = 1, last = 1; number <= last; number++) {
      const paginator = { page: number, records_per_page: 17 };
      const { data } = await reader.ask(
        `query ($paginator: Paginator) { users(paginator: $paginator) { entities { id } ${page} } }`,
        { paginator },
      );
      met.push(...ids(data.users));
      last = data.users.page_info.total_pages;
    }
    expect(met).toEqual(everyone);
  });

  test('a page past the end is empty and has the correct counts', async () => {
    const { data, errors } = await reader.ask(
      `{ users(paginator: { page: 2147483647, records_per_page: 10000 }) { entities { id } ${page} } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.users.entities).toEqual([]);
    const truth = { page: 2147483647, records_per_page: 10000, total_count: 121, total_pages: 1 };
    expect(data.users.page_info).toEqual(truth);
  });

  test('an empty list has one page', async () => {
    const { data } = await reader.ask(`{ users(name: "nobody at all") { entities { id } ${page} } }`);
    const truth = { page: 1, records_per_page: 100, total_count: 0, total_pages: 1 };
    expect(data.users).toEqual({ entities: [], page_info: truth });
  });

  test('a page may have 10,000 rows', async () => {
    const { data, errors } = await reader.ask(
      '{ users(paginator: { page: 1, records_per_page: 10000 }) { entities { id } } }',
    );
    expect(errors).toBeUndefined();
    expect(ids(data.users)).toEqual(everyone);
  });

  test('a page of one row has the correct count', async () => {
    const { data } = await reader.ask(`{ users(paginator: { page: 1, records_per_page: 1 }) { ${page} } }`);
    expect(data.users.page_info).toEqual({ page: 1, records_per_page: 1, total_count: 121, total_pages: 121 });
  });

  const refused = [
    { page: 1, records_per_page: 10_001, field: 'paginator.records_per_page' },
    { page: 1, records_per_page: 0, field: 'paginator.records_per_page' },
    { page: 1, records_per_page: -1, field: 'paginator.records_per_page' },
    { page: 1, records_per_page: 99_999_999, field: 'paginator.records_per_page' },
    { page: 0, records_per_page: 10, field: 'paginator.page' },
    { page: -1, records_per_page: 10, field: 'paginator.page' },
  ];

  describe.each(refused)('page $page with $records_per_page rows', ({ field, ...paginator }) => {
    const lists = ['users(paginator: $p) { entities { id } }', `users(paginator: $p) { ${page} }`];
    test.each([...lists, 'roles { entities { users(paginator: $p) { entities { id } } } }'])(
      'is refused: %s',
      async (list) => {
        const { errors } = await reader.ask(`query ($p: Paginator) { ${list} }`, { p: paginator });
        expect(errors?.[0]?.extensions).toMatchObject({
          code: 'INVALID_INPUT',
          fields: { [field]: expect.any(String) },
        });
      },
    );
  });

  test('a page number of more than 32 bits is INVALID_INPUT', async () => {
    const { errors } = await reader.ask(
      '{ users(paginator: { page: 2147483648, records_per_page: 1 }) { entities { id } } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});
