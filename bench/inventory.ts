/**
 * How fast the pages about tokens get answers: for the hundred tokens of a user and for an administrator's million,
 * with each filter and order of the pages.
 */
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

/** Medians of answers, for the caller's own tokens and for those of all users. */
export async function measureInventory(server: string): Promise<Answered[]> {
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
