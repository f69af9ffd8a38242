/** How the pages of requests for access and of a token look. */
import { afterAll, beforeAll } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../kit/browser.ts';
import { decline, done, granted, request } from '../../requests/acts.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { inBrowser, made } from '../../tokens/acts.ts';
import { type Look, lookAt } from '../kit/looks.ts';

let server: Latchkey;
let browser: Browser;
let grace: Person;
let used: string;
let shrunk: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  grace = await people(server).having(
    'READ_USER',
    'READ_ROLE',
    'CREATE_ROLE',
    'UPDATE_ROLE',
    'READ_PERSONAL_ACCESS_TOKEN',
  );
  await furnish();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A user with a request in every state. */
async function furnish(): Promise<void> {
  const by = await inBrowser(server, grace);
  const admin = await inBrowser(server, await people(server).owner());
  const token = await made(by, { name: 'Nightly report', permissions: ['READ_USER'] });
  const description = 'Counts people and roles for the wall';
  used = (await made(by, { name: 'Wallboard', description, permissions: ['READ_USER', 'READ_ROLE', 'CREATE_ROLE'] }))
    .id;
  await use(used);
  const operations = [
    {
      document:
        'query Team($first: Int!) {\n  users(paginator: { page: 1, records_per_page: $first }) {\n    entities {\n      name\n    }\n  }\n}\n',
      operation_name: 'Team',
      pinned_variables: '{"first":10}',
    },
    { hash: 'ab'.repeat(32) },
  ];
  shrunk = (
    await made(admin, {
      name: 'Deployment',
      permissions: ['CREATE_USER', 'UPDATE_ROLE', 'READ_ROLE'],
      operations,
      methods: ['users', 'roles', 'createUser'],
    })
  ).id;
  await admin(
    `mutation { shrinkPersonalAccessToken(id: ${shrunk}, input: { permissions: [READ_ROLE, UPDATE_ROLE] }) { id } }`,
  );
  await granted(by, admin, { permissions: ['READ_PROJECT'], reason: 'The report counts projects' });
  const { id } = await done(
    request(by, { permissions: ['DELETE_ROLE', 'DELETE_PERSONAL_ACCESS_TOKEN'], reason: 'Tidying up' }),
  );
  await done(decline(admin, id, 'Ada tidies up on Friday'));
  await granted(by, admin, { permissions: ['READ_ALL_LOGS'], reason: 'The audit on Monday' }, { for_hours: 8 });
  const forToken = { permissions: ['READ_ROLE'], personal_access_token_id: token.id, reason: 'Names of roles' };
  await done(request(by, forToken));
}

/** A token that was used for four weeks, and once from another network. */
async function use(id: string): Promise<void> {
  const names = ['users', 'roles', 'me', 'READ_USER', 'READ_ROLE'];
  await server.db.execute(sql`
    insert into usage (user_id, token_id, day, kind, name, uses)
    select t.user_id, t.id, current_date - d, case when position('_' in u.name) > 0 then 'PERMISSION' else 'METHOD' end, u.name, 100 * u.place * u.place
    from personal_access_tokens t, generate_series(0, 27) d,
      unnest(${sql.param(names)}::text[]) with ordinality u(name, place) where t.id = ${id}`);
  await server.db.execute(sql`
    insert into usage_addresses (token_id, address, network, first_used_at, last_used_at, uses) values
    (${id}, '192.0.2.17', '192.0.2.0/24', now() - interval '28 days', now() - interval '2 hours', 4711),
    (${id}, '203.0.113.9', '203.0.113.0/24', now() - interval '2 days', now() - interval '2 days', 3)`);
  await server.db.execute(
    sql`update personal_access_tokens set counted_since = now() - interval '40 days' where id = ${id}`,
  );
}

const pages: Look[] = [
  ['requests', '/account/requests', 'READ_ALL_LOGS'],
  ['request-new', '/account/requests/new', 'CREATE_USER'],
  ['token', () => `/account/tokens/${used}`, 'At present:'],
  ['token-shrunk', () => `/admin/tokens/${shrunk}`, 'At present:'],
];
lookAt(pages, () => ({ who: grace, browser, url: server.url }));
