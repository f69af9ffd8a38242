/**
 * No page of a list reads a large table from its start to its end. PostgreSQL takes each table to have a million
 * rows; `npm run prove:plans` inserts them.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kind, type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { type Sent, type Step, stepsFor } from './explained.ts';
import { fillLists, largeRelations, pretendRows } from './many-rows.ts';

const inserted = Number(process.env.PLAN_ROWS ?? 0);
const kinds: readonly Kind[] = inserted ? ['postgres'] : ['pglite', 'postgres'];
const sample = 2_000;
const records = 25;
const deepPage = inserted ? 400 : 60;

type Sorting = [attribute: string, direction: 'ASC' | 'DESC'][];

/** The orders that an index answers, by root list. Every list is also read by id. */
const orders: Record<string, Sorting[]> = {
  users: [
    [['name', 'ASC']],
    [['name', 'DESC']],
    [['username', 'ASC']],
    [['email_address', 'ASC']],
    [['created_at', 'ASC']],
    [['created_at', 'DESC']],
    [
      ['created_at', 'DESC'],
      ['id', 'DESC'],
    ],
  ],
  roles: [],
  logs: [],
  access_logs: [],
  projects: [],
  access_requests: [],
  all_personal_access_tokens: [
    [['name', 'ASC']],
    [['created_at', 'DESC']],
    [['expires_at', 'ASC']],
    [['expires_at', 'DESC']],
  ],
};
const cases = Object.entries(orders).flatMap(([root, sortings]) =>
  [[], [['id', 'DESC']] as Sorting, ...sortings].map((sorting): [string, string, Sorting] => [
    root,
    words(sorting),
    sorting,
  ]),
);

function words(sorting: Sorting): string {
  return sorting.length === 0 ? 'id' : sorting.map((one) => one.join(' ')).join(', ');
}

const nested = [
  '{ roles(P) { entities { users(P) { entities { id } } logs(P) { entities { id } } notes(P) { entities { id } } } } }',
  '{ users(P) { entities { role { name } logs(P) { entities { id } } access_logs(P) { entities { id } } notes(P) { entities { id } } project_grants(P) { entities { id } } } } }',
  '{ projects(P) { entities { analyses(P) { entities { id } } grants(P) { entities { id } } } } }',
  '{ all_personal_access_tokens(P) { entities { last_used_at operations(P) { entities { id } } user { name } logs(P) { entities { id } } } } }',
  '{ me { sessions(P) { entities { id } } } personal_access_tokens(P) { entities { id } } }',
];

const filtered: [root: string, filter: string][] = [
  ['users', 'role_id: 1'],
  ['users', 'username: "many2"'],
  ['users', 'email_address: "many2@example.com"'],
  ['logs', 'loggable_type: "User", loggable_id: 2'],
  ['logs', 'user_id: 2'],
  ['access_logs', 'user_id: 2'],
  ['all_personal_access_tokens', 'user_id: 2'],
  ['all_personal_access_tokens', 'state: ACTIVE'],
  ['all_personal_access_tokens', 'never_used: true'],
  ['projects', 'key: "project-2"'],
];

const contains = (attribute: string, text: string) =>
  `{ string_fields: [{ attribute: "${attribute}", search_value: "${text}", match: true }] }`;
const searches: [root: string, search: string][] = [
  ['users', 'general_search: "nobody 99"'],
  ['users', 'general_search: "99912"'],
  ['users', `search: [${contains('name', '99912')}]`],
  ['users', `search: [${contains('email_address', 'nobody')}, ${contains('username', '99912')}]`],
  [
    'all_personal_access_tokens',
    `search: [${['name', 'description', 'start', 'last_four'].map((name) => contains(name, '99912'))}]`,
  ],
];

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let member: Person;
  let large: ReadonlySet<string>;
  const sent: Sent[] = [];
  beforeAll(async () => {
    const limits = { statementMs: 3_600_000, answerMs: 3_600_000 };
    server = await startLatchkey(kind, {}, { limits, observe: (text, values) => sent.push({ text, values }) });
    owner = await people(server).owner();
    member = await people(server).having();
    await fillLists(server.db, inserted || sample);
    await server.db.execute('vacuum analyze');
    if (!inserted) await pretendRows(server.db, 1_000_000);
    large = new Set(await largeRelations(server.db));
  }, 3_600_000);
  afterAll(() => server.stop());

  /** The steps with which PostgreSQL would read what the query asks for, and the answer. */
  async function planOf(
    query: string,
    variables: object = {},
    by = owner,
  ): Promise<{ steps: Step[]; data: Answer['data'] }> {
    sent.length = 0;
    const { data, errors } = await by.ask(query, variables);
    expect(errors).toBeUndefined();
    const lists = sent.filter(({ text }) => /^select .* from .* limit /is.test(text));
    expect(lists.length).toBeGreaterThan(0);
    const steps = await Promise.all(lists.map((one) => stepsFor(server.db, one)));
    return { steps: steps.flat(), data };
  }

  const readWhole = (steps: Step[]) =>
    steps.filter((step) => step['Node Type'] === 'Seq Scan' && large.has(step['Relation Name'] ?? ''));

  test('PostgreSQL takes the tables to be large: it sorts by what has no index by reading them whole', async () => {
    const { steps } = await planOf(
      '{ users(sorter: { attribute: "public_name", direction: ASC }) { entities { id } } }',
    );
    expect(readWhole(steps)).not.toEqual([]);
  });

  test.each(cases)(
    '%s by %s: the first page, one far from it, and one after a cursor',
    async (root, _words, sorting) => {
      const query = `query ($p: Paginator, $sorter: [Sorter]) { ${root}(paginator: $p, sorter: $sorter) { entities { id } page_info { end_cursor } } }`;
      const sorter = sorting.map(([attribute, direction]) => ({ attribute, direction }));
      const page = async (paginator: object) =>
        planOf(query, { p: { records_per_page: records, ...paginator }, sorter });
      expect(readWhole((await page({ page: 1 })).steps)).toEqual([]);
      const { data } = await page({ page: deepPage });
      const { end_cursor: after } = data[root].page_info;
      expect(after).toEqual(expect.any(String));
      const { steps } = await page({ after });
      expect(readWhole(steps)).toEqual([]);
      // Rows that are null come before or after all others, so an index is read from its start.
      const isNullable = /expires_at/.test(words(sorting));
      const starts = steps.filter((step) => /[<>]/.test(step['Index Cond'] ?? ''));
      if (!isNullable) expect(starts).not.toEqual([]);
    },
  );

  test.each(nested)('nested lists and related rows: %s', async (text) => {
    for (const paginator of [
      `{ page: 1, records_per_page: ${records} }`,
      `{ after: "", records_per_page: ${records} }`,
    ]) {
      const { steps } = await planOf(text.replaceAll('(P)', `(paginator: ${paginator})`));
      expect(readWhole(steps)).toEqual([]);
    }
  });

  test.each(filtered)('%s with %s: the first page and one after a cursor', async (root, filter) => {
    const query = (paginator: string) =>
      `{ ${root}(${filter}, paginator: { ${paginator}, records_per_page: ${records} }) { entities { id } page_info { end_cursor } } }`;
    const after = await planOf(`{ ${root}(paginator: { page: 1, records_per_page: 3 }) { page_info { end_cursor } } }`);
    const { end_cursor } = after.data[root].page_info;
    for (const paginator of ['page: 1', `after: "${end_cursor}"`])
      expect(readWhole((await planOf(query(paginator))).steps)).toEqual([]);
  });

  test('the own tokens, requests and projects of somebody without permissions', async () => {
    const own = `{ personal_access_tokens { entities { id } } projects { entities { id } } access_requests(user_id: ${member.id}) { entities { id } } }`;
    const { steps } = await planOf(own, {}, member);
    expect(readWhole(steps)).toEqual([]);
  });

  test('the report on a departure: what the user owned, and what somebody has to take over', async () => {
    const lists = ['personal_access_tokens', 'access_requests', 'project_grants', 'notes', 'service_accounts'];
    const read = lists.map((name) => `${name} { entities { id } page_info { total_count } }`).join(' ');
    const { steps } = await planOf(`{ departure_report(user_id: ${member.id}) { ${read} } }`);
    expect(readWhole(steps)).toEqual([]);
    const indexes = steps.map((step) => step['Index Name'] ?? '');
    for (const name of ['user_id', 'loggable_type_loggable_id_id'])
      expect(indexes).toContainEqual(expect.stringMatching(new RegExp(`^logs_\\w*${name}`)));
  });

  // The embedded PGlite has no trigrams, so it reads all rows for a text that is rare.
  if (kind === 'postgres')
    test.each(searches)('%s with %s are found by trigrams', async (root, search) => {
      const { steps } = await planOf(`{ ${root}(${search}) { entities { id } } }`);
      expect(readWhole(steps)).toEqual([]);
      expect(steps.map((step) => step['Index Name'])).toContainEqual(expect.stringMatching(/_texts$/));
    });
});
