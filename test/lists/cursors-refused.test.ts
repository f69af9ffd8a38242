/** Cursors that are refused, and what cannot be selected after one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { longestCursor } from '../../src/domain/lists/cursor.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample } from './sample.ts';

const sorter = [
  { attribute: 'created_at', direction: 'DESC' },
  { attribute: 'role_id', direction: 'ASC' },
  { attribute: 'enabled', direction: 'ASC' },
  { attribute: 'mobile_number', direction: 'ASC' },
];

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server, 5);
  });
  afterAll(() => server.stop());

  async function asked(
    paginator: object,
    order: object[] = sorter,
    answer = 'entities { id } page_info { end_cursor }',
  ) {
    const query = `query ($paginator: Paginator, $order: [Sorter]) { users(paginator: $paginator, sorter: $order) { ${answer} } }`;
    return reader.ask(query, { paginator: { records_per_page: 2, ...paginator }, order });
  }

  const cursor = async (order = sorter): Promise<string> => {
    const { data } = await asked({ after: '' }, order);
    return data.users.page_info.end_cursor;
  };

  /** The fields that the error names; undefined: the cursor was accepted. */
  const refused = async (...request: Parameters<typeof asked>) => {
    const { errors } = await asked(...request);
    if (!errors) return undefined;
    expect(errors[0]?.extensions.code).toBe('INVALID_INPUT');
    return errors[0]?.extensions.fields;
  };

  const contentOf = (text: string): unknown[] => JSON.parse(Buffer.from(text, 'base64url').toString());
  const cursorWith = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

  test('a paginator has exactly one of page and after; null counts as missing', async () => {
    const one = { paginator: expect.stringContaining('exactly one of `page` and `after`') };
    for (const both of [
      {},
      { page: null, after: null },
      { after: null },
      { page: 1, after: '' },
      { page: 1, after: await cursor() },
    ])
      expect(await refused(both)).toEqual(one);
    expect(await refused({ page: 1, after: null })).toBeUndefined();
    expect(await refused({ page: null, after: '' })).toBeUndefined();
  });

  test('a cursor is refused with another order, and for another list', async () => {
    const after = await cursor();
    const other = { 'paginator.after': expect.stringContaining('another order') };
    expect(await refused({ after })).toBeUndefined();
    expect(await refused({ after }, [])).toEqual(other);
    expect(await refused({ after }, sorter.slice(1))).toEqual(other);
    expect(
      await refused(
        { after },
        sorter.map((one) => ({ ...one, direction: 'ASC' })),
      ),
    ).toEqual(other);
    expect(await refused({ after: await cursor([]) })).toEqual(other);
    const { errors } = await reader.ask(
      'query ($after: String) { roles(paginator: { after: $after, records_per_page: 2 }) { entities { id } } }',
      { after: await cursor([]) },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: other });
  });

  test('a malformed cursor is refused', async () => {
    const after = await cursor();
    const [bound, ...values] = contentOf(after);
    const malformed = [
      ...['x', '{', 'null', ' ', '💥', after.slice(1), after.slice(0, -1), `${after}=`, `${after} `, `${after}x`],
      ...[cursorWith(null), cursorWith({}), cursorWith([]), cursorWith(7), cursorWith([bound])],
      cursorWith([bound, ...values, '1']),
      cursorWith([bound, ...values.slice(1)]),
    ];
    for (const text of malformed)
      expect([text, await refused({ after: text })]).toEqual([
        text,
        { 'paginator.after': 'must be an `end_cursor` of this list, or empty.' },
      ]);
  });

  const wrong: [name: string, place: number, values: unknown[]][] = [
    [
      'created_at',
      1,
      [
        null,
        'today',
        '2027-02-31 00:00:00.000000',
        '2027-13-01 00:00:00.000000',
        '0000-01-01 00:00:00.000000',
        '2027-01-01 24:30:00.000000',
        '2027-01-01 00:00:00.000000+00',
        'infinity',
        1,
        true,
        [],
      ],
    ],
    ['role_id', 2, ['x', '1.5', '9223372036854775808', ' 1', '', 1, true, ['1']]],
    ['enabled', 3, ['true', 1, null]],
    ['mobile_number', 4, ['x', 'NaN', '1e5', '1.', '', 5]],
    ['id', 5, [null, 'x', '99999999999999999999', 1, "1'; drop table users"]],
  ];
  test.each(wrong)(
    'a cursor with another value for %s than a row can have is refused',
    async (_name, place, values) => {
      const content = contentOf(await cursor());
      for (const value of values)
        expect([value, await refused({ after: cursorWith(content.with(place, value)) })]).toEqual([
          value,
          { 'paginator.after': expect.any(String) },
        ]);
    },
  );

  test('a text with U+0000 is refused, and quotes and wildcards are only text', async () => {
    const byName = [{ attribute: 'name', direction: 'ASC' }];
    const content = contentOf(await cursor(byName));
    expect(await refused({ after: cursorWith(content.with(1, 'a\0b')) }, byName)).toEqual({
      'paginator.after': expect.any(String),
    });
    for (const text of ["'; drop table users; --", '%', '\\', '😀', '\ud800'])
      expect(await refused({ after: cursorWith(content.with(1, text)) }, byName)).toBeUndefined();
  });

  test('a cursor that is too long is refused, and none that long is returned', async () => {
    const most = { 'paginator.after': `must be at most ${longestCursor} characters.` };
    expect(await refused({ after: 'x'.repeat(longestCursor + 1) })).toEqual(most);
    const many = ['name', 'public_name', 'username'].map((attribute) => ({ attribute, direction: 'ASC' }));
    await server.db.execute(
      `update users set (name, public_name, username) = (select long, long, long from repeat('x', 3000) as long)`,
    );
    expect(await refused({ page: 1 }, many)).toEqual({ sorter: expect.stringContaining('Sort by fewer fields') });
    expect(await refused({ page: 1 }, many, 'entities { id }')).toBeUndefined();
  });

  test('a page after a cursor has no number, but its size and totals', async () => {
    for (const after of ['', await cursor()]) {
      const { data, errors } = await asked({ after }, sorter, 'page_info { page }');
      expect(data).toBeNull();
      expect(errors?.[0]).toMatchObject({
        path: ['users', 'page_info', 'page'],
        extensions: {
          code: 'INVALID_INPUT',
          fields: { 'paginator.after': expect.stringContaining('page_info { page }') },
        },
      });
      const sizes = await asked({ after }, sorter, 'page_info { records_per_page total_count }');
      expect(sizes.data.users.page_info).toEqual({ records_per_page: 2, total_count: 6 });
    }
  });

  test('a request is checked whole, whichever part of its answer is selected', async () => {
    for (const answer of [
      'entities { id }',
      'page_info { records_per_page }',
      'page_info { total_count }',
      'page_info { end_cursor }',
      'aggregations { value }',
    ])
      expect([answer, await refused({ after: 'x' }, sorter, answer)]).toEqual([
        answer,
        { 'paginator.after': expect.any(String) },
      ]);
  });

  test('a cursor contains the values by which its row is sorted, and nothing else', async () => {
    const { data } = await asked(
      { after: '' },
      sorter,
      'entities { id created_at role_id enabled mobile_number } page_info { end_cursor }',
    );
    const { id, created_at, role_id, enabled, mobile_number } = data.users.entities.at(-1);
    const at = created_at.replace('T', ' ').replace('+00:00', '000');
    expect(contentOf(data.users.page_info.end_cursor)).toEqual([
      'User -created_at +role_id +enabled +mobile_number +id',
      ...[at, role_id, enabled, mobile_number, id],
    ]);
  });
});
