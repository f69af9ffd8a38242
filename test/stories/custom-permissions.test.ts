/**
 * Custom permissions in two processes on one PostgreSQL: one that is created in the first works in the second at the very next
 * request. A new version of Latchkey does not start if it has a permission of the same name built in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { setLogKeys } from '../../src/domain/audit/log-keys.ts';
import { fetchAs } from '../kit/fetch.ts';
import { freshDatabase } from '../kit/postgres.ts';
import { type Latchkey, pepper } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { cookieOf } from '../tokens/acts.ts';
import { run, startProgram } from './program.ts';

type Program = Awaited<ReturnType<typeof startProgram>>;

let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let opened: OpenDatabase;
let settings: Record<string, string>;
let servers: [Program, Program];
let owner: Person;
let cookie: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-permissions-'));
  database = await freshDatabase();
  settings = { DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'silent' };
  servers = [await startProgram(settings), await startProgram({ ...settings, WORKERS: '2' })];
  opened = openPostgres(database.url);
  // Another key than that of the programs, so their log does not count what the test writes as genuine.
  setLogKeys(opened.db, pepper);
  const server = { db: opened.db } as Latchkey;
  owner = await people(server).owner();
  cookie = await cookieOf(server, owner);
}, 60_000);
afterAll(async () => {
  await Promise.all(servers.map(({ end }) => end('SIGKILL')));
  await opened.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function ask({ url }: Program, headers: Record<string, string>, query: string): Promise<Answer> {
  const response = await fetchAs('localhost:4000', `${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

const inBrowser = (server: Program, query: string) => ask(server, { Cookie: cookie }, query);
const withToken = (server: Program, query: string) => ask(server, { Authorization: `Bearer ${owner.token}` }, query);

const text = (name: string) => `name: "${name}", group: "Billing", description: "Create invoices."`;
const effective = '{ me { effective_permissions } }';

test('a permission that is created in one process works in every other process at the very next request', async () => {
  const [first, second] = servers;
  // More requests than there are workers, so that each of them has refused the document before.
  const named = '{ roles(applied_permissions: [CREATE_INVOICE]) { entities { applied_permissions } } }';
  for (let request = 0; request < 6; request++)
    expect((await withToken(second, named)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  const made = await inBrowser(first, `mutation { createPermission(input: { ${text('CREATE_INVOICE')} }) { id } }`);
  expect(made.errors).toBeUndefined();
  for (let request = 0; request < 6; request++)
    expect((await withToken(second, named)).data.roles.entities).toEqual([]);
  const role = 'createRole(input: { name: "Billing", applied_permissions: [CREATE_INVOICE] }) { id }';
  expect((await withToken(second, `mutation { ${role} }`)).errors).toBeUndefined();
  for (const server of servers) {
    expect((await withToken(server, named)).data.roles.entities).toEqual([{ applied_permissions: ['CREATE_INVOICE'] }]);
    expect((await withToken(server, effective)).data.me.effective_permissions).toContain('CREATE_INVOICE');
  }
}, 30_000);

test('many permissions created one after the other are each known to the next request in any process', async () => {
  for (let place = 0; place < 10; place++) {
    const [here, there] = place % 2 === 0 ? servers : servers.toReversed();
    const name = `PERMISSION_${place}`;
    await inBrowser(here as Program, `mutation { createPermission(input: { ${text(name)} }) { id } }`);
    const answers = await Promise.all([1, 2, 3].map(() => withToken(there as Program, effective)));
    for (const { data } of answers) expect(data.me.effective_permissions).toContain(name);
  }
}, 30_000);

test('a process that starts knows them from its first request on, and the set for full access keeps them', async () => {
  const third = await startProgram(settings);
  try {
    const { data } = await withToken(third, '{ permission_sets(name: "Full access") { entities { permissions } } }');
    expect(data.permission_sets.entities[0].permissions).toContain('CREATE_INVOICE');
  } finally {
    await third.end('SIGKILL');
  }
}, 30_000);

test('a version that has a permission of the same name built in does not start, and says which it is', async () => {
  // As if an earlier version, which did not have it, had accepted the name.
  await opened.db.execute(
    sql`insert into custom_permissions (name, "group", description) values ('READ_USER', 'Other', 'Something else')`,
  );
  const program = run('main.js', { PORT: '0', ...settings });
  expect(await program.exit).toBe(1);
  expect(program.output()).toContain('The custom permission READ_USER has the name of a permission');
  await opened.db.execute(sql`delete from custom_permissions where name = 'READ_USER'`);
  const again = await startProgram(settings);
  await again.end('SIGKILL');
}, 30_000);
