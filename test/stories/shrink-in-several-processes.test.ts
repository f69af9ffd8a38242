/**
 * Three processes on one PostgreSQL: a token that is shrunk right after it was used keeps what it used, in whichever process.
 * If one of them does not respond, no permission is made latent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { setLogKeys } from '../../src/domain/audit/log-keys.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import { fetchAs } from '../kit/fetch.ts';
import { freshDatabase } from '../kit/postgres.ts';
import { type Latchkey, pepper } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';
import { cookieOf } from '../tokens/acts.ts';
import { startProgram } from './program.ts';

type Program = Awaited<ReturnType<typeof startProgram>>;

let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let opened: OpenDatabase;
let servers: [Program, Program, Program];
let person: Person;
let cookie: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-shrink-'));
  database = await freshDatabase();
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'silent' };
  servers = [await startProgram(settings), await startProgram(settings), await startProgram(settings)];
  opened = openPostgres(database.url);
  // Another key than that of the programs, so their log does not count what the test writes as genuine.
  setLogKeys(opened.db, pepper);
  const server = { db: opened.db } as Latchkey;
  person = await people(server).having(...everyPermission);
  cookie = await cookieOf(server, person);
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

let count = 0;
async function newToken(): Promise<{ id: string; call(server: Program, field: string): Promise<void> }> {
  const { id, secret } = await transactAsSystem(opened.db, (tx) =>
    insert(tx, 'system', { userId: person.id, name: `t${count++}`, expiresAt: null }),
  );
  const headers = { Authorization: `Bearer ${secret}` };
  const call = async (server: Program, field: string) =>
    expect((await ask(server, headers, `{ ${field} { entities { id } } }`)).errors).toBeUndefined();
  return { id, call };
}

const shrink = (server: Program, id: string) =>
  inBrowser(server, `mutation { done: shrinkPersonalAccessToken(id: ${id}, input: {}) { latent_permissions } }`);

/** The permissions that the token keeps, according to an answer. */
const kept = ({ data, errors }: Answer) => {
  expect(errors).toBeUndefined();
  return [...everyPermission].filter((permission) => !data.done.latent_permissions.includes(permission));
};

const latentOf = async (id: string) => {
  const found = await opened.db.execute(sql`select latent_permissions from personal_access_tokens where id = ${id}`);
  return (found as unknown as { rows: { latent_permissions: string[] | null }[] }).rows[0]?.latent_permissions;
};

/** The ids of the processes, in the order of their start. */
const processes = async () => {
  const found = await opened.db.execute(sql`select id::text from usage_writers order by id`);
  return (found as unknown as { rows: { id: string }[] }).rows.map(({ id }) => id);
};

test('permissions used in any process up to the moment of shrinking are kept', async () => {
  const [first, second, third] = servers;
  const { id, call } = await newToken();
  await Promise.all([call(first, 'users'), call(second, 'roles'), call(third, 'access_logs')]);
  const suggestion = `{ shrink_suggestion(id: ${id}) { kept_permissions warning_kinds } }`;
  expect((await inBrowser(third, suggestion)).data.shrink_suggestion).toEqual({
    kept_permissions: ['READ_USER', 'READ_ROLE', 'READ_ACCESS_LOG'],
    warning_kinds: ['COUNTED_SINCE'],
  });
  await call(second, 'logs');
  expect(kept(await shrink(first, id))).toEqual(['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS', 'READ_ACCESS_LOG']);
}, 30_000);

test('several users who shrink tokens in all processes at the same time each keep what their token just used', async () => {
  const one = async (place: number) => {
    const { id, call } = await newToken();
    await call(servers[place % 3] as Program, 'users');
    return kept(await shrink(servers[(place + 1) % 3] as Program, id));
  };
  const all = await Promise.all([0, 1, 2, 3, 4].map(one));
  expect(all).toEqual(all.map(() => ['READ_USER']));
}, 30_000);

test('while a process is frozen no permission is made latent, and after it continues what was used in it is kept', async () => {
  const [first, , third] = servers;
  const { id, call } = await newToken();
  await call(first, 'users');
  await call(third, 'roles');
  void third.end('SIGSTOP');
  const refused = await shrink(first, id);
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'LIMITED', reason: 'USES_NOT_WRITTEN' });
  expect(await latentOf(id)).toBeNull();
  const { data } = await inBrowser(first, `{ shrink_suggestion(id: ${id}) { warning_kinds } }`);
  expect(data.shrink_suggestion.warning_kinds).toContain('NOT_ALL_WRITTEN');
  void third.end('SIGCONT');
  expect(kept(await shrink(first, id))).toEqual(['READ_USER', 'READ_ROLE']);
}, 30_000);

test('a process that stops writes its uses first and is not asked again', async () => {
  const [first, second] = servers;
  const { id, call } = await newToken();
  await call(second, 'users');
  expect(await second.end()).toBe(0);
  expect(await processes()).toHaveLength(2);
  expect(kept(await shrink(first, id))).toEqual(['READ_USER']);
}, 30_000);

test('a killed process is waited for until it was not seen for 30 seconds', async () => {
  const [first, , third] = servers;
  const { id, call } = await newToken();
  await call(first, 'users');
  await third.end('SIGKILL');
  expect((await shrink(first, id)).errors?.[0]?.extensions.code).toBe('LIMITED');
  expect(await latentOf(id)).toBeNull();
  const killed = (await processes()).at(-1);
  // As if it had happened longer ago.
  await opened.db.execute(
    sql`update usage_writers set seen_at = seen_at - interval '30 seconds' where id = ${killed}::bigint`,
  );
  expect(kept(await shrink(first, id))).toEqual(['READ_USER']);
}, 30_000);
