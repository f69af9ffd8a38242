/** The README is run as it stands: its commands against a started server, its tables against the sources. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settings } from '../../src/config.ts';
import { codes } from '../../src/domain/errors.ts';

const readme = readFileSync('README.md', 'utf8');

/** The fenced blocks of a language under a heading, in order. */
function blocks(heading: string, language: string): string[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const text = section.split('\n## ')[0] ?? '';
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
}

describe('run against a server that was started as it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-readme-'));
  let server: ChildProcess;
  let address: string;
  let token: string;
  let printed: string[];
  /** The folders of the blocks: where they are run, and where they make temporary ones. */
  const [checkout, temporary] = [join(folder, 'checkout'), join(folder, 'temporary')];
  const left = () => [readdirSync(checkout), readdirSync(temporary)];

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.js']);
    const port = await freePort();
    address = `http://localhost:${port}`;
    const env = { PATH: process.env.PATH, PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' };
    server = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    printed = await until('This is shown once.', server);
    token = printed.join('\n').match(/Bearer (\w+)/)?.[1] ?? '';
  });
  afterAll(async () => {
    server?.kill();
    if (server) await once(server, 'exit');
    rmSync(folder, { recursive: true });
  });

  const password = () => /password {3}(\S+)/.exec(printed.join('\n'))?.[1] ?? '';

  /** As written, but for the address, the token and the password that stand in for the reader's own. */
  const asWritten = (code: string) =>
    code.replaceAll('http://localhost:4000', address).replaceAll('<token>', token).replaceAll('<password>', password());

  /** Runs a block in a shell of its own, which knows of the others only where the sessions are. */
  const run = async (code: string) => {
    for (const made of [checkout, temporary]) mkdirSync(made, { recursive: true });
    const COOKIES = join(temporary, readdirSync(temporary)[0] ?? '');
    const PATH = `${await withCurl(join(folder, 'bin'))}:${process.env.PATH}`;
    const env = { PATH, TMPDIR: temporary, COOKIES };
    return (await promisify(execFile)('sh', ['-uc', code], { cwd: checkout, env })).stdout;
  };

  test('the first query is the line the server prints, and finds the owner', async () => {
    const [line = ''] = blocks('The first query', 'sh');
    const [answer = ''] = blocks('The first query', 'json');
    expect(printed).toContain(asWritten(line).trim());
    expect(await run(asWritten(line))).toBe(answer.trim());
  });

  test('a role, a user, a password, a session and a token follow one another until the token is revoked', async () => {
    const steps = blocks('From a role to a revoked token', 'sh').map(asWritten);
    const output = await run(steps.join("\nprintf '\\n=====\\n'\n"));
    const [role, link, passwordSet, signIn, made, me, roles, revoked, refused] = output.split('\n=====\n');
    expect(role).toBe('role 1\n');
    expect(link).toMatch(new RegExp(`^${address}/set-password/\\w+\n$`));
    expect(passwordSet).toBe('{"success":true}');
    expect(JSON.parse(signIn ?? '').user).toEqual({ id: '2', username: 'grace' });
    expect(made).toBe('');
    expect(JSON.parse(me ?? '').data.me).toEqual({ username: 'grace', effective_permissions: ['READ_USER'] });
    expect(JSON.parse(roles ?? '').errors[0].extensions).toMatchObject({
      code: 'FORBIDDEN',
      missing_permissions: ['READ_ROLE'],
    });
    expect(JSON.parse(revoked ?? '').data.deletePersonalAccessToken).toEqual({ success: true });
    expect(refused).toMatch(/"UNAUTHENTICATED".* 401\n$/);
    expect(left()).toEqual([[], [expect.anything()]]);
  });

  /** Asks a block of GraphQL as it stands. */
  async function ask(query: string, headers: Record<string, string>) {
    const response = await fetch(`${address}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  }

  test('the owner who signs in with the printed password makes tokens limited in each way', async () => {
    const body = JSON.stringify({ username: 'owner', password: password() });
    const headers = { 'Content-Type': 'application/json' };
    const signedIn = await fetch(`${address}/sign-in`, { method: 'POST', headers, body });
    const [query = ''] = blocks('What a token can be limited to', 'graphql');
    const { data, errors } = await ask(query, { Cookie: signedIn.headers.getSetCookie()[0] ?? '' });
    expect(errors).toBeUndefined();
    const made = { token: expect.stringMatching(/^lku_/) };
    expect(data).toEqual({
      in_time: { ...made, expires_at: '2099-07-01T00:00:00.000+00:00' },
      to_permissions: made,
      to_calls: made,
      to_places: made,
    });
  });

  test('the document named needs what the README says it tells', async () => {
    const [query = ''] = blocks('Exactly what a program needs', 'graphql');
    const { data, errors } = await ask(query, { Authorization: `Bearer ${token}` });
    expect(errors).toBeUndefined();
    const role = { path: 'users.entities.role', field: 'User.role', permission: 'READ_ROLE' };
    expect(data).toMatchObject({
      required_permissions: {
        permissions: ['READ_USER', 'READ_ROLE'],
        methods: ['users'],
        requirements: expect.arrayContaining([role]),
        unknowns: [],
        missing_permissions: [],
      },
    });
  });

  test('a token bound to a document runs it by its hash, with the value that is pinned, and nothing else', async () => {
    const steps = blocks('Bind a token to documents', 'sh').map(asWritten);
    const output = await run([`LATCHKEY=${address}`, ...steps].join("\nprintf '\\n=====\\n'\n"));
    const [, made, report, otherValue, otherDocument] = output.split('\n=====\n');
    expect(made).toBe('');
    expect(JSON.parse(report ?? '')).toEqual({ data: { users: { entities: [{ name: 'owner' }] } } });
    const refused = (answer = '') => JSON.parse(answer).errors[0].message;
    expect(refused(otherValue)).toBe('This token is bound to another value of $id.');
    expect(refused(otherDocument)).toBe('This token may run only the documents it is bound to.');
  });

  test('what Grace was denied she asks for, is granted and then may do, and no session is left in a file', async () => {
    const steps = blocks('Ask where it was denied', 'sh').map(asWritten);
    const [asked, granted, answer, signedOut] = (await run(steps.join("\nprintf '\\n=====\\n'\n"))).split('\n=====\n');
    expect(JSON.parse(asked ?? '')).toEqual({ permissions: ['READ_ROLE'], personal_access_token_id: null });
    expect(JSON.parse(granted ?? '')).toEqual({
      data: { grantAccess: { state: 'GRANTED', permissions: ['READ_ROLE'] } },
    });
    expect(JSON.parse(answer ?? '').data.roles.entities).toContainEqual({ name: 'Support Agent' });
    expect(signedOut).toBe('{"success":true}{"success":true}');
    expect(left()).toEqual([[], []]);
  });

  test('each of the ten lines about lists finds what it says', async () => {
    const [query = ''] = blocks('Lists in ten lines', 'graphql');
    const { data, errors } = await ask(query, { Authorization: `Bearer ${token}` });
    expect(errors).toBeUndefined();
    const grace = { entities: [{ name: 'Grace Hopper' }] };
    expect(data).toMatchObject({ equal: grace, found: grace, by_role: grace, in_no_role: { entities: [{}] } });
    expect(data).toMatchObject({ one_page: { page_info: { total_count: 2, total_pages: 1 } } });
    expect(data).toMatchObject({ sorted: { entities: [{ name: 'Grace Hopper' }, {}] }, newer: { entities: [{}, {}] } });
    expect(data).toMatchObject({ anywhere: { entities: [{ email_address: 'grace@example.com' }] } });
    expect(data).toMatchObject({ nested: { entities: [{ users: { ...grace, page_info: { total_count: 1 } } }] } });
    expect(data).toMatchObject({
      counted: { aggregations: [{ counts: expect.arrayContaining([{ value: '1', count: '1' }]) }] },
    });
  });
});

test('the table of settings is what the program reads', () => {
  const defaults = settings.parse({});
  const rows = Object.entries(settings.shape).map(([name, { description }]) => {
    const value = String(defaults[name as keyof typeof defaults] ?? '');
    return `| \`${name}\` | ${value && `\`${value}\``} | ${description} |`;
  });
  expect(rowsUnder('Settings')).toEqual(rows);
});

test('the table of errors has every code and its meaning', () => {
  const rows = Object.entries(codes).map(([code, meaning]) => `\`${code}\` ${meaning}`);
  const written = rowsUnder('Errors').map((row) => row.replace(/^\| (`\w+`) \| [\d, –]+ \| (.*) \|$/, '$1 $2'));
  expect(written).toEqual([...rows, '`INTERNAL_SERVER_ERROR` A fault of ours; `request_id` finds it in the log.']);
});

test('every command it gives to npm is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !scripts[name as string])).toEqual([]);
});

test('every command of latchkey is in its table', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/src/cli.js', '--help']);
  const commands = [...(stdout.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
  const told = rowsUnder('The `latchkey` command').map((row) => /^\| `npx latchkey ([a-z-]+)/.exec(row)?.[1]);
  expect([...told, 'help'].sort()).toEqual(commands.sort());
});

const rowsUnder = (heading: string) =>
  (readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));

/** A folder for the PATH: empty where curl is installed, else with our own small one in it. */
async function withCurl(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const installed = await promisify(execFile)('curl', ['--version']).catch(() => undefined);
  const standIn = `#!/bin/sh\nexec "${process.execPath}" "${resolve('test/stories/curl.js')}" "$@"\n`;
  if (!installed) writeFileSync(join(folder, 'curl'), standIn, { mode: 0o755 });
  return folder;
}

/** The lines a process prints until it prints this one. */
async function until(last: string, { stdout }: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stdout as NodeJS.ReadableStream })) {
    lines.push(line);
    if (line === last) return lines;
  }
  throw new Error(`The server ended before it said so:\n${lines.join('\n')}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
