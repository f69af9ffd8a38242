/**
 * Every kind of write on PostgreSQL, with its connection cut or frozen at one statement after the other: a change that was
 * answered as done is stored, one that may be repeated is not, no log entry is without its change, no connection is lost, and
 * no request commits the transaction of another. `npm run prove:faults` tests every statement, the normal test a few.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { setLogKeys } from '../../src/domain/audit/log-keys.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import * as links from '../../src/domain/sign-in/password-links.ts';
import { type Fault, type Moment, type Network, openProxy } from '../kit/proxy.ts';
import { type Latchkey, pepper, startLatchkey } from '../server.ts';
import { type Answer, type Person, password, people } from '../test-users.ts';
import {
  type Ask,
  cookieOf,
  copy,
  create,
  edit,
  freshName,
  inBrowser,
  made,
  project,
  regenerate,
  revoke,
  setPolicy,
} from '../tokens/acts.ts';

const everyStatement = process.env.FAULTS === 'all';
const connections = 10;

let proxy: Network;
let direct: OpenDatabase;
let server: Latchkey;
let owner: Person;
let browser: Ask;
beforeAll(async () => {
  const through = async (url: string) => {
    direct = openPostgres(url);
    setLogKeys(direct.db, pepper);
    proxy = await openProxy(url);
    return proxy.url;
  };
  const limits = { statementMs: 600, answerMs: 800, lockMs: 600, connections };
  server = await startLatchkey('postgres', {}, { through, limits });
  owner = await people(server).owner();
  browser = await inBrowser(server, owner);
  // The long form takes longer than a password confirmation lasts, and creates more tokens than a user normally may have.
  await setPolicy({ owner: browser }, { password_confirmation_minutes: 10_080, tokens_per_user: 10_000 });
});
afterAll(async () => {
  await server.stop();
  await direct.close();
  await proxy.close();
});

const rows = async <T>(statement: ReturnType<typeof sql>, { db } = direct) =>
  ((await db.execute(statement)) as unknown as { rows: T[] }).rows;

const tables = ['roles', 'users', 'personal_access_tokens', 'permission_sets', 'projects', 'project_grants']
  .concat(['access_requests', 'password_links', 'token_policies', 'password_policies'])
  .concat(['custom_permissions', 'permission_catalog'])
  .map((name) => `select '${name}' as place, t::text as line from ${name} t`)
  .concat(`select 'sessions', id::text from sessions`);
const contents = sql.raw(`select md5(string_agg(line, '|' order by place, line)) as state,
  (select count(*)::int from logs) as lines from (${tables.join(' union all ')}) everything`);

/** A digest of all rows, and the number of log entries. */
const now = async () => (await rows<{ state: string; lines: number }>(contents))[0] as { state: string; lines: number };

/** What the client was answered. */
type Outcome = 'done' | 'busy' | 'unread' | 'unknown';
const meaning: Record<string, Outcome> = { LIMITED: 'busy', CHANGE_MADE: 'unread', OUTCOME_UNKNOWN: 'unknown' };

function outcomeOf({ errors }: Pick<Answer, 'errors'>): Outcome {
  const [error] = errors ?? [];
  const means = error ? meaning[error.extensions.code] : 'done';
  if (!means) throw new Error(JSON.stringify(errors));
  return means;
}

/** Sends JSON to a path of the server. */
const post = async (path: string, body: object, Cookie = ''): Promise<Outcome> => {
  const headers = { 'Content-Type': 'application/json', Cookie };
  const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return outcomeOf((await response.json()) as Answer);
};

const asked = async (answer: Promise<Answer>) => outcomeOf(await answer);
const id = async (text: string) => (await browser(`mutation { made: ${text} { id } }`)).data.made.id as string;
const createRole = (name: string) =>
  browser(
    `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id users { entities { id } } } }`,
  );
const role = () => id(`createRole(input: { name: "${freshName('role')}", applied_permissions: [READ_ROLE] })`);
const token = (input: object = {}) => made(browser, input);
const capped = { permissions: ['READ_ROLE', 'READ_USER'] };
const change = (text: string) => () => asked(browser(`mutation { ${text} }`));
const shrink = (id: string) => `shrinkPersonalAccessToken(id: ${id}, input: { permissions: [READ_ROLE] }) { id }`;
const userInput = () => {
  const name = freshName('user').replaceAll(' ', '-');
  return `{ name: "${name}", username: "${name}", public_name: "${name}", email_address: "${name}@example.com" }`;
};

/** Prepares a write of each kind and returns the function that makes it. */
const writes: Record<string, () => Promise<() => Promise<Outcome>>> = {
  createUser: async () => change(`createUser(input: ${userInput()}) { id role_id }`),
  updateUser: async () =>
    change(`updateUser(id: ${await id(`createUser(input: ${userInput()})`)}, input: { name: "Renamed" }) { id }`),
  createRole: async () => () => asked(createRole(freshName())),
  updateRole: async () => change(`updateRole(id: ${await role()}, input: { name: "${freshName()}" }) { id }`),
  deleteRole: async () => change(`deleteRole(id: ${await role()}) { success }`),
  createPermissionSet: async () =>
    change(`createPermissionSet(input: { name: "${freshName()}", permissions: [READ_ROLE] }) { id }`),
  createPermission: async () => {
    const name = freshName('permission').toUpperCase().replaceAll(' ', '_');
    return change(`createPermission(input: { name: "${name}", group: "Billing", description: "Bills" }) { id }`);
  },
  grantProjectPermission: async () => {
    const [{ key }, { id }] = [await project({ owner: browser } as never), await people(server).having()];
    return change(
      `grantProjectPermission(input: { project_key: "${key}", permission: EXECUTE_ANALYSIS, user_id: ${id} }) { success }`,
    );
  },
  requestAccess: async () => {
    const by = await inBrowser(server, await people(server).having());
    return () => asked(by('mutation { requestAccess(input: { permissions: [READ_ROLE] }) { id } }'));
  },
  updateTokenPolicy: async () =>
    change(`updateTokenPolicy(input: { warning_days: ${1 + Math.floor(Math.random() * 27)} }) { warning_days }`),
  updatePasswordPolicy: async () =>
    change(`updatePasswordPolicy(input: { minimum_length: ${8 + Math.floor(Math.random() * 5)} }) { id }`),
  'creating a token': async () => () => asked(create(browser, { name: freshName() })),
  'editing a token': async () => {
    const { id } = await token();
    return () => asked(edit(browser, id, { name: freshName() }));
  },
  'copying a token': async () => {
    const { id } = await token();
    return () => asked(copy(browser, id, { name: freshName() }));
  },
  'regenerating a token': async () => {
    const { id } = await token();
    return () => asked(regenerate(browser, id));
  },
  'revoking a token': async () => {
    const { id } = await token();
    return () => asked(revoke(browser, id));
  },
  'shrinking a token': async () => change(shrink((await token(capped)).id)),
  'restoring a token': async () => {
    const { id } = await token(capped);
    await change(shrink(id))();
    return change(`restorePersonalAccessToken(id: ${id}) { id }`);
  },
  'signing in': async () => {
    const { username, signedIn } = await people(server).having();
    await signedIn();
    return () => post('/sign-in', { username, password });
  },
  'signing out': async () => {
    const cookie = await cookieOf(server, await people(server).having());
    return () => post('/sign-out', {}, cookie);
  },
  'setting a password with a one-time link': async () => {
    const { id } = await people(server).having();
    const secret = await transactAsSystem(direct.db, async (tx) => {
      const [user] = await tx
        .execute(sql`select id, username, name, language, email_address as "emailAddress" from users where id = ${id}`)
        .then((found) => (found as unknown as { rows: never[] }).rows);
      return (await links.issue(tx, 'operator', user as never, 'SETUP', false)).secret;
    });
    return () => post(`/set-password/${secret}`, { password: 'walnut ferry 2210 quiet' });
  },
};

/** All connections can be used at the same time, and no transaction is open. */
async function expectWhole(): Promise<void> {
  const use = sql`select pg_backend_pid() as pid, pg_sleep(0.1)`;
  const used = await Promise.all(
    Array.from({ length: connections }, () => rows<{ pid: number }>(use, server as never)),
  );
  expect(new Set(used.flat().map(({ pid }) => pid)).size).toBe(connections);
  const open = sql`select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
  for (let tries = 0; tries < 50 && (await rows(open)).length > 0; tries++) await sleep(20);
  expect(await rows(open)).toEqual([]);
}

async function failAt(
  act: () => Promise<Outcome>,
  at: number,
  fault: Fault,
  moment: Moment,
  isLogged: boolean,
): Promise<void> {
  const before = await now();
  let sent = 0;
  proxy.at(() => sent++ === at, fault, moment);
  const said = await act();
  const happened = proxy.heal();
  // What was sent when the network froze arrives now; the connection is closed after it.
  await expectWhole();
  const after = await now();
  const changed = after.state !== before.state;
  const place = { at, fault, moment, said, changed, logged: after.lines > before.lines };
  if (said !== 'unknown') expect(place).toMatchObject({ changed: said !== 'busy' });
  if (!happened) expect(said).toBe('done');
  if (isLogged) expect(place.logged).toBe(changed);
  // Changes of other requests commit nothing of this one.
  const other = () => asked(createRole(freshName('other')));
  for (const said of await Promise.all(Array.from({ length: connections }, other)))
    expect(['done', 'busy']).toContain(said);
  await rows(sql`delete from roles where name like 'other %'`);
  expect({ ...place, isSame: (await now()).state === after.state }).toMatchObject({ isSame: true });
}

test.each(Object.keys(writes))('%s', async (name) => {
  const prepare = writes[name] as () => Promise<() => Promise<Outcome>>;
  const first = await prepare();
  const { lines } = await now();
  proxy.seen.length = 0;
  expect(await first()).toBe('done');
  const count = proxy.seen.length;
  const isLogged = (await now()).lines > lines;
  expect(isLogged).toBe(name !== 'signing out');
  const commit = proxy.seen.indexOf('commit');
  const all = Array.from({ length: count }, (_, at) => at);
  const places = everyStatement ? all : [Math.floor(Math.random() * commit), commit];
  const faults: [Fault, Moment][] = everyStatement
    ? [
        ['cut', 'before'],
        ['cut', 'after'],
        ['freeze', 'before'],
        ['freeze', 'after'],
      ]
    : [['cut', 'after']];
  for (const at of places)
    for (const [fault, moment] of faults) await failAt(await prepare(), at, fault, moment, isLogged);
});
