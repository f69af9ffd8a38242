/** From an empty folder to a running server and back, as its operator sees it. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Program, run, startProgram } from './program.ts';

const key = 'a secret key of the tests, long enough';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const status = (url: string, init?: RequestInit) => fetch(url, init).then((response) => response.status);

describe('on an empty folder', () => {
  let settings: Record<string, string>;
  let server: Program & { url: string };
  beforeAll(async () => {
    settings = { DATA_DIR: join(folder, 'data') };
    server = await startProgram(settings);
  });
  afterAll(() => server.end());

  test('the first start prints the addresses, the password, and a first call that works unchanged', async () => {
    const [, password] = /^ {2}password {3}(\S{16})$/m.exec(server.output()) ?? [];
    const [, type, authorization, body, address] =
      /^curl -X POST --header '(Content-Type: .*?)' --header '(Authorization: .*?)' --data-raw '(.*?)' (\S+)$/m.exec(
        server.output(),
      ) ?? [];
    expect(server.said()).toEqual([
      'Latchkey is running.',
      `  Pages     ${server.url}/account/home`,
      `  GraphQL   ${server.url}/api/graphql`,
      `  GraphiQL  ${server.url}/graphiql`,
      '',
      'Sign in',
      '  user name  owner',
      `  password   ${password}`,
      '',
      'A first request, with a token that expires in a day:',
      '',
      `curl -X POST --header '${type}' --header '${authorization}' --data-raw '${body}' ${address}`,
      '',
      'This is shown only once.',
      '',
    ]);
    const headers = Object.fromEntries([type, authorization].map((header) => header?.split(': ') as [string, string]));
    const response = await fetch(address ?? '', { method: 'POST', headers, body: body ?? '' });
    const owner = { id: '1', name: 'owner', public_name: 'owner', username: 'owner' };
    expect(await response.json()).toEqual({ data: { users: { entities: [owner] } } });
    const signIn = new URLSearchParams({ username: 'owner', password: password ?? '' });
    expect(await status(`${server.url}/sign-in`, { method: 'POST', body: signIn, redirect: 'manual' })).toBe(303);
  });

  test('the server is alive and ready', async () => {
    expect([await status(`${server.url}/healthz`), await status(`${server.url}/readyz`)]).toEqual([200, 200]);
  });

  test('its files are accessible by their owner only', () => {
    const mode = (name: string) => statSync(join(folder, 'data', name)).mode & 0o777;
    expect([mode('.'), mode('secret-key'), mode('lock'), mode('pglite')]).toEqual([0o700, 0o600, 0o600, 0o700]);
  });

  test('a second server on the same folder refuses to start and says why', async () => {
    const second = run('main.js', { ...settings, PORT: '0' });
    expect(await second.exit).toBe(1);
    expect(second.output()).toBe(
      `Latchkey could not start: Another Latchkey is running on the folder ${settings.DATA_DIR}. Stop it first, or choose another with DATA_DIR.\n`,
    );
  });

  test.each([
    [['create-owner', '--username', 'second', '--email', 'second@example.com']],
    [['reset-password', 'owner']],
    [['firewall', 'off']],
    [['reset-factors', 'owner']],
  ])('a command on the folder of a running server asks to stop it first: %j', async (args) => {
    const refused = run('cli.js', settings, args);
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toMatch(/^Another Latchkey is running on the folder .*\. Stop it first/);
    expect(refused.output()).not.toContain('    at ');
  });

  test('after the server was stopped, the operator issues links, and the next start prints only the addresses', async () => {
    expect(await server.end()).toBe(0);
    const paths: string[] = [];
    for (const args of [
      ['create-owner', '--username', 'second', '--email', 'second@example.com'],
      ['reset-password', 'OWNER'],
    ]) {
      const made = run('cli.js', settings, args);
      expect(await made.exit).toBe(0);
      paths.push(/^http:\/\/localhost:4000(\/set-password\/\w{30})$/m.exec(made.output())?.[1] ?? made.output());
    }
    const reset = run('cli.js', settings, ['reset-factors', 'OWNER']);
    expect([await reset.exit, reset.output()]).toEqual([
      0,
      '0 second factors of OWNER were removed. The password alone signs in now.\n',
    ]);
    server = await startProgram(settings);
    expect(server.said()).toEqual([
      'Latchkey is running.',
      `  Pages     ${server.url}/account/home`,
      `  GraphQL   ${server.url}/api/graphql`,
      `  GraphiQL  ${server.url}/graphiql`,
      '',
    ]);
    for (const path of paths) expect(await status(server.url + path)).toBe(200);
  });

  test('an unknown user name is reported', async () => {
    await server.end();
    for (const command of ['reset-password', 'reset-factors']) {
      const unknown = run('cli.js', settings, [command, 'nobody']);
      expect([await unknown.exit, unknown.output()]).toEqual([1, 'There is no user nobody.\n']);
    }
  });
});

test.each([
  ['PORT', 'hunter2'],
  ['PORT', '65536'],
  ['DATABASE_URL', 'mysql://root:hunter2@db/latchkey'],
  ['SECRET_KEY', 'hunter2'],
  ['SMTP_URL', 'mail.example.com:hunter2'],
  ['TRUSTED_PROXIES', '10.0.0.0/8,hunter2'],
  ['PUBLIC_URL', 'ftp://hunter2'],
  ['OWNER_EMAIL', 'hunter2'],
  ['LOG_LEVEL', 'hunter2'],
])('an invalid %s stops the program, which names the setting and does not print the value', async (name, value) => {
  const program = run('main.js', { DATA_DIR: join(folder, 'unused'), [name]: value });
  expect(await program.exit).toBe(1);
  expect(program.output()).toMatch(new RegExp(`^These settings are invalid:\n  ${name} must`));
  expect(program.output()).not.toContain(value);
});

test('an OWNER_PASSWORD that breaks the password policy stops the first start, which names the rules and not the value', async () => {
  const program = run('main.js', { DATA_DIR: join(folder, 'weak'), PORT: '0', OWNER_PASSWORD: 'hunter2' });
  expect(await program.exit).toBe(1);
  expect(program.output()).toMatch(
    /^Latchkey could not start: `OWNER_PASSWORD` must have at least 12 characters. It is too easy to guess/,
  );
  expect(program.output()).not.toContain('hunter2');
});

test('a list of breached passwords in another format stops the start, which names the setting and the format', async () => {
  const list = join(folder, 'breached.txt');
  writeFileSync(list, 'hunter2\n');
  const program = run('main.js', { DATA_DIR: join(folder, 'breached'), PORT: '0', BREACHED_PASSWORDS: list });
  expect(await program.exit).toBe(1);
  expect(program.output()).toBe(
    'Latchkey could not start: BREACHED_PASSWORDS must have lines of 40 hexadecimal digits (SHA-1), a colon and a number.\n',
  );
});

test('another SECRET_KEY than that of the first start is refused, and neither key is printed', async () => {
  const settings = { DATA_DIR: join(folder, 'keyed'), SECRET_KEY: key };
  await (await startProgram(settings)).end();
  const other = run('main.js', { ...settings, PORT: '0', SECRET_KEY: `${key}, but another` });
  expect(await other.exit).toBe(1);
  expect(other.output()).toMatch(
    /^Latchkey could not start: SECRET_KEY is not the key that this database was first started with/,
  );
  expect(other.output()).not.toContain(key);
});
