/**
 * How fast the pages about tokens get answers: for the hundred tokens of a user and for an administrator's million,
 * with each filter and order of the pages.
 */

import { Client } from 'pg';
import { median } from './figures.ts';
import { tokenOf } from './requests.ts';

const row =
  'id name description type start last_four created_at expires_at state last_used_at last_used_ip permissions methods';
const page = `{ entities { ${row} user { username name } permission_set { name } } page_info { total_count total_pages } }`;
const first = 'paginator: { page: 1, records_per_page: 25 }';
const within = (text: string) =>
  `search: [${['name', 'description', 'start', 'last_four'].map((attribute) => `{ string_fields: [{ attribute: "${attribute}", search_value: "${text}", match: true }] }`)}]`;
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The requests of the pages, by their names for people. */
const filters: Record<string, string> = {
  all: '',
  active: 'state: ACTIVE',
  revoked: 'state: REVOKED',
  'of one owner': 'user_id: "77"',
  'a text in many': within('service 99'),
  'a text in few': within('99912'),
  'expiring within a week': `expiring_before: "${daysFromNow(7)}"`,
  'never used': 'never_used: true',
  'not used for 90 days': `unused_since: "${daysFromNow(-90)}"`,
  'by name': 'sorter: [{ attribute: "name", direction: ASC }]',
  'newest first': 'sorter: [{ attribute: "created_at", direction: DESC }]',
};
const own = new Set(['all', 'active', 'revoked', 'a text in few', 'by name', 'newest first']);

export interface Answered {
  name: string;
  milliseconds: number;
  rows: number;
}

/**
 * Medians for `count` tokens in total, a hundred of them the caller's own; the database is filled up to that number.
 */
export async function measureInventory(url: string, server: string, count: number): Promise<Answered[]> {
  await fill(url, count);
  const asked = Object.entries(filters);
  const answers: Answered[] = [];
  for (const [name, filter] of asked.filter(([name]) => own.has(name)))
    answers.push(await answered(server, `own: ${name}`, `personal_access_tokens(${filter} ${first}) ${page}`));
  for (const [name, filter] of asked)
    answers.push(await answered(server, name, `all_personal_access_tokens(${filter} ${first}) ${page}`));
  return answers;
}

const times = 9;

async function answered(server: string, name: string, field: string): Promise<Answered> {
  const milliseconds: number[] = [];
  let rows = 0;
  for (let time = 0; time < times; time++) {
    const before = performance.now();
    const response = await fetch(`${server}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${tokenOf(1)}` },
      body: JSON.stringify({ query: `{ list: ${field} }` }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { list: { page_info: { total_count: number } } };
      errors?: unknown;
    };
    milliseconds.push(performance.now() - before);
    if (!data || errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    rows = data.list.page_info.total_count;
  }
  return { name, milliseconds: median(milliseconds), rows };
}

/** Tokens of every state, age and cap; four of five were used. The second user, whose token is used, gets a hundred. */
async function fill(url: string, count: number): Promise<void> {
  // Not through our own pool, which limits the time of a statement.
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      'select count(*)::int as there, max(id)::int as most from personal_access_tokens',
    );
    const { there, most } = rows[0] as { there: number; most: number };
    await client.query(tokens('3 + n % (select count(*) - 2 from users)'), [most + 1, most + count - there - 100]);
    await client.query(tokens('2'), [most + count - there - 99, most + count - there]);
    await client.query(`insert into token_uses (token_id, last_used_at, last_used_ip)
      select id, now() - id % 400 * interval '1 day', '10.0.0.1' from personal_access_tokens where id % 5 < 4 on conflict do nothing`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const tokens = (owner: string) => `
  insert into personal_access_tokens
    (user_id, name, name_key, description, secret_hash, start, last_four, created_at, expires_at, revoked_at, permissions)
  select ${owner}, 'Token of service ' || n, 'token of service ' || n, 'Used by ' || md5(n::text), sha256(('inventory ' || n)::bytea),
    'lku_' || left(md5(n::text), 4), right(md5(n::text), 4), now() - n % 700 * interval '1 day' - n * interval '1 ms',
    case when n % 3 = 0 then now() + (n % 400 - 100) * interval '1 day' end,
    case when n % 7 = 0 then now() - interval '3 days' end,
    case when n % 2 = 0 then array['READ_USER', 'READ_ROLE'] end
  from generate_series($1::int, $2::int) n`;
