/** The log: each request is exactly one line, whatever it contains, and no line contains a secret. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { rawRequest, sendText } from '../kit/raw-request.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { ask, people } from '../test-users.ts';

let server: Latchkey;
let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  server = await startLatchkey('postgres', { SMTP_URL: mailServer.url });
});
afterAll(async () => {
  await server.stop();
  await mailServer.stop();
});
beforeEach(() => void server.logged.splice(0));

const lines = () => server.logged.map((line) => JSON.parse(line));

test('a request is one line with its route, caller, status and duration', async () => {
  const owner = await people(server).owner();
  await owner.ask('query WhoAmI { me { id } }');
  const facts = { method: 'POST', route: '/api/graphql', status: 200, operation: 'WhoAmI', viewer: owner.id };
  expect(lines()).toEqual([expect.objectContaining({ ...facts, token: expect.any(String), ms: expect.any(Number) })]);
});

test('the line of a refused request has its error code', async () => {
  await people(server).nobody.ask('{ me { id } }');
  expect(lines()).toEqual([expect.objectContaining({ code: 'UNAUTHENTICATED', operation: 'query' })]);
});

test.each([
  ['/set-password/8fz3secret', '/set-password/:secret'],
  ['/set-passwor%64/8fz3secret?a=8fz3', '/set-password/:secret'],
  ['/x/../set-password/8fz3secret', '/set-password/:secret'],
  ['http://host/set-password/8fz3secret', '/set-password/:secret'],
  ['/admin/users/8fz3', '/admin/*'],
  ['/account?token=8fz3', '/account/*'],
  ['/assets/8fz3.js', '/assets/*'],
  ['/api/graphql?query=8fz3', '/api/graphql'],
  ['/healthz?8fz3', '/healthz'],
])('the line of a request to %s has only the route %s', async (path, route) => {
  await rawRequest(server.url, { path, headers: path.startsWith('http') ? { host: 'host' } : {} });
  expect(lines()).toEqual([expect.objectContaining({ route })]);
  expect(server.logged.join()).not.toContain('8fz3');
});

test.each([
  '//set-password/8fz3',
  '/Set-Password/8fz3',
  '/SET-PASSWORD/8fz3',
  '/set-password%2f8fz3',
  '/set-password%252f8fz3',
  '/x/set-password/8fz3',
  '/set-password/8fz3/',
  '/set-password/8fz3/more',
  '/set-password;8fz3',
  '/%2e%2e/x%2fset-password/8fz3',
  '/8fz3',
  '/nope;session=8fz3',
  '/api/graphql/8fz3',
  '/healthz/8fz3',
  '/graphiql/8fz3',
  '/8fz3%ff',
  'http://host/8fz3',
])('the line of a request to the unknown path %s has nothing of it', async (path) => {
  for (const method of ['GET', 'POST', 'HEAD', 'TRACE'])
    await rawRequest(server.url, { path, method, headers: path.startsWith('http') ? { host: 'host' } : {} });
  expect(lines()).toEqual(Array(4).fill(expect.objectContaining({ route: '(unknown path)', status: 404 })));
  expect(server.logged.join()).not.toContain('8fz3');
});

test.each([
  ['a path with spaces', 'GET /8fz3 8fz3 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['an unknown method', '8FZ3 /8fz3 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['an invalid header', 'GET /8fz3 HTTP/1.1\r\nHost: a\r\n8fz3 : 8fz3\r\n\r\n', 400],
  ['too many headers', `GET /8fz3 HTTP/1.1\r\nHost: a\r\nX-A: ${'8fz3'.repeat(5_000)}\r\n\r\n`, 431],
  ['no host', 'GET /8fz3 HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['an unknown expectation', 'GET /8fz3 HTTP/1.1\r\nHost: a\r\nExpect: 8fz3\r\nConnection: close\r\n\r\n', 417],
  ['a path that is no URL', 'GET 8fz3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
])('a request with %s has a line, too, without anything that it contains', async (_what, text, status) => {
  await sendText(server.url, text);
  expect(lines()).toEqual([expect.objectContaining({ route: '(unknown path)', status })]);
  expect(server.logged.join().toLowerCase()).not.toContain('8fz3');
});

test('line breaks and terminal escape sequences in the input cannot forge a line', async () => {
  const owner = await people(server).owner();
  const forged = '\u001b[2J\u009b2J\n{"level":60,"msg":"forged"}\r\n\u2028';
  await fetch(`${server.url}/${encodeURIComponent(forged)}`);
  await fetch(`${server.url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ username: forged, password: forged }),
  });
  await owner.ask('mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }', {
    name: forged,
  });
  await server.db.execute(sql`alter table roles rename to "roles_${sql.raw(forged.replaceAll('"', ''))}"`);
  await owner.ask('{ me { id } }');
  await server.db.execute(sql`alter table "roles_${sql.raw(forged.replaceAll('"', ''))}" rename to roles`);
  expect(server.logged.length).toBeGreaterThanOrEqual(5);
  for (const line of server.logged) {
    expect(line.endsWith('\n')).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for these characters
    expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
    expect(JSON.parse(line).msg).not.toBe('forged');
  }
});

test('the log contains no token, password, cookie, one-time link or literal', async () => {
  const owner = await people(server).owner();
  const { cookie } = await owner.signedIn();
  const secrets = [owner.token, cookie.split('=')[1] ?? '', 'plum tractor seldom 47'];

  const json = { 'Content-Type': 'application/json' };
  const post = (path: string, headers: Record<string, string>, body: object) =>
    fetch(`${server.url}${path}`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const marked = (name: string) => {
    const secret = `marked-${name}-Rq7`;
    secrets.push(secret);
    return secret;
  };
  const create = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';
  const input = {
    name: marked('name'),
    public_name: 'x',
    username: marked('user'),
    email_address: 'linked@example.com',
  };
  await owner.ask(create, { input });
  const link = /set-password\/(\w+)/.exec((await mailServer.next('linked@example.com')).text)?.[1] ?? '';
  secrets.push(link);
  mailServer.refuse('gone@example.com');
  await owner.ask(create, { input: { ...input, username: 'bouncing', email_address: 'gone@example.com' } });
  await fetch(`${server.url}/set-password/${link}`);
  await post(`/set-password/${link}`, {}, { password: marked('weak') });
  await post('/sign-in', {}, { username: owner.username, password: marked('wrong') });
  await ask(server, { Authorization: `Bearer ${marked('bad-token')}` }, '{ me { id } }');
  await ask(server, { Authorization: `Bearer ${owner.token}`, Cookie: cookie }, '{ me { id } }');
  await owner.ask(`{ users(name: "${marked('literal')}") { entities { id } } }`);
  await fetch(`${server.url}/api/graphql?query={__typename}&session=${marked('address')}`);
  await server.db.execute(sql`alter table logs rename to logs_hidden`);
  await post('/sign-in', {}, { username: owner.username, password: 'plum tractor seldom 47' });
  await owner.ask('mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }', {
    input: { name: marked('failing'), applied_permissions: [] },
  });
  await server.db.execute(sql`alter table logs_hidden rename to logs`);

  const everything = server.logged.join('');
  expect(lines().filter(({ level }) => level >= 50)).toHaveLength(3);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(everything).not.toContain(secret);
  }
});
