/** `latchkey plan` as a program: its exit codes, the comparison with a running server, and the lock file. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
  await writeFile(join(folder, 'users.graphql'), 'query Names { users { entities { name } } }\n');
});

interface Ran {
  code: number;
  out: string;
  err: string;
}

const latchkey = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((done) => {
    const all = { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...env };
    execFile(
      process.execPath,
      [resolve('dist/src/cli.js'), 'plan', ...args],
      { cwd: folder, env: all },
      (error, out, err) => done({ code: Number((error as ExecFileException | null)?.code ?? 0), out, err }),
    );
  });

describe('the exit code', () => {
  test('is 0 if the permissions are sufficient', async () => {
    const { code, out } = await latchkey(['*.graphql', '--permissions', 'READ_USER, READ_ROLE']);
    expect(out).toContain('1 operation in 1 file, together needing READ_USER.');
    expect(code).toBe(0);
  });

  test('is 0 for an empty name in the list of permissions, and for --help', async () => {
    expect((await latchkey(['*.graphql', '--permissions', 'READ_USER,'])).code).toBe(0);
    expect((await latchkey(['--help'])).code).toBe(0);
  });

  test('is 1 if a permission is missing', async () => {
    const { code, out } = await latchkey(['*.graphql', '--permissions', 'READ_ROLE', '--format', 'json']);
    expect(JSON.parse(out).operations[0].missing).toEqual(['READ_USER']);
    expect(code).toBe(1);
  });

  test('is 2 for a subscription, which the server cannot run', async () => {
    await writeFile(join(folder, 'changes.subscription'), 'subscription Changes { users { entities { name } } }\n');
    const { code, out } = await latchkey(['changes.subscription', '--permissions', 'READ_USER']);
    expect(out).toContain('The schema has no operations of type subscription.');
    expect(code).toBe(2);
  });

  test.each([
    ['a pattern that matches no file', ['*.gql'], /No file matches this pattern/],
    [
      'an unknown permission',
      ['*.graphql', '--permissions', 'READ_EVERYTHING'],
      /There is no permission READ_EVERYTHING/,
    ],
    ['a server without a token', ['*.graphql', '--url', 'http://localhost:1'], /--url requires a token/],
    [
      'both permissions and a role',
      ['*.graphql', '--permissions', 'READ_USER', '--role', 'x'],
      /--permissions cannot be combined/,
    ],
    ['a missing lock file', ['*.graphql', '--lock', 'no.lock'], /There is no no\.lock\. Write it with --update-lock/],
    ['an unknown format', ['*.graphql', '--format', 'xml'], /Allowed choices are text, json, sarif/],
    ['no pattern', [], /missing required argument 'patterns'/],
    [
      'an invalid URL',
      ['*.graphql', '--url', 'nowhere', '--token', 'x'],
      /^--url must be the URL of a server, such as /,
    ],
    [
      'a URL with a password, which is not repeated',
      ['*.graphql', '--url', 'http://ada:hunter2@127.0.0.1:9', '--token', 'x'],
      /^--url must not contain a user name or a password: [^@]+\n$/,
    ],
    [
      'an unreachable server, which is reported once',
      ['users.graphql', 'again.graphql', '--url', 'http://127.0.0.1:9', '--token', 'x'],
      /^http:\/\/127\.0\.0\.1:9 cannot be reached: .+\.\n$/,
    ],
    [
      'a lock file that cannot be written',
      ['*.graphql', '--update-lock', 'no-folder/permissions.lock'],
      /no-folder\/permissions\.lock cannot be written: ENOENT/,
    ],
    ['a folder as lock file', ['*.graphql', '--lock', '.'], /\. cannot be read: EISDIR/],
  ])('is 2 for %s', async (_what, args, words) => {
    const { code, out, err } = await latchkey(args);
    expect(out + err).toMatch(words);
    expect(code).toBe(2);
  });
});

describe('the comparison with a running server', () => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey('pglite');
    reader = await people(server).having('READ_ROLE');
  });
  afterAll(() => server?.stop());
  const asked = (...args: string[]) =>
    latchkey(['*.graphql', '--url', server.url, ...args], { LATCHKEY_TOKEN: reader.token });

  test('reports the permissions that the token lacks', async () => {
    const { code, out } = await asked();
    expect(out).toContain('MISSING  READ_USER');
    expect(code).toBe(1);
  });

  test('with --role compares with the role of that name on the server', async () => {
    const owner = await people(server).owner();
    const make = 'mutation { createRole(input: {name: "Directory", applied_permissions: [READ_USER]}) { id } }';
    expect((await owner.ask(make)).errors).toBeUndefined();
    expect((await asked('--role', 'Directory')).code).toBe(0);
    const unknown = await asked('--role', 'Nobody');
    expect(unknown.err).toBe('The server has no role Nobody.\n');
    expect(unknown.code).toBe(2);
  });

  test('fails with 2 for an invalid token and for an unreachable server', async () => {
    const refused = await latchkey(['*.graphql', '--url', server.url, '--token', 'lku_wrong']);
    expect(refused.out + refused.err).toMatch(/token is not valid/);
    expect(refused.code).toBe(2);
    expect((await latchkey(['*.graphql', '--url', 'http://127.0.0.1:9', '--token', 'x'])).code).toBe(2);
  });
});

describe('the lock file', () => {
  const lock = () => join(folder, 'permissions.lock');

  test('lists each permission with its operations, and the root fields, and is enough while nothing more is required', async () => {
    expect((await latchkey(['*.graphql', '--update-lock', 'permissions.lock'])).code).toBe(0);
    expect(JSON.parse(await readFile(lock(), 'utf8'))).toEqual({
      permissions: { READ_USER: ['users.graphql Names'] },
      methods: ['users'],
    });
    expect(await latchkey(['*.graphql', '--lock', 'permissions.lock'])).toMatchObject({ code: 0, err: '' });
  });

  test('fails the run when a document requires more, and the error names what and where', async () => {
    await writeFile(join(folder, 'more.graphql'), 'query Roles { roles { entities { name } } }\n');
    const { code, err } = await latchkey(['*.graphql', '--lock', 'permissions.lock']);
    expect(err).toBe(
      'permissions.lock allows less than the documents need:\n+ READ_ROLE  more.graphql Roles\n+ root field roles\n',
    );
    expect(code).toBe(1);
  });

  test('reports what is no longer required, without failing', async () => {
    const { code, err } = await latchkey(['more.graphql', '--lock', 'permissions.lock']);
    expect(err).toContain('- READ_USER  users.graphql Names\n- root field users\n');
    expect(code).toBe(1);
    expect(await latchkey(['users.graphql', '--lock', 'permissions.lock'])).toMatchObject({ code: 0 });
  });

  test('is not overwritten if a document cannot be checked', async () => {
    const before = await readFile(lock(), 'utf8');
    await writeFile(join(folder, 'cut.gql'), '{');
    expect((await latchkey(['*.graphql', 'cut.gql', '--update-lock', 'permissions.lock'])).code).toBe(2);
    expect(await readFile(lock(), 'utf8')).toBe(before);
  });
});
