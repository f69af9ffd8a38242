/**
 * Latchkey as a package: made as for a release, and installed in another folder with nothing but its production dependencies.
 * `NODES` names further Node programs with which it is run, separated by colons.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nobody } from '../kit/cluster.ts';
import { follow, untilRunning } from './program.ts';

let folder: string;
let packages: string;
/** Where the package is used, by a user who owns nothing else. */
let home: string;
/** Where there is no curl, this program of the tests replaces it. */
const curl = resolve('test/stories/curl.js');
const user = process.getuid?.() === 0 ? nobody() : undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-package-'));
  packages = join(folder, 'node_modules');
  home = join(folder, 'home');
  for (const path of [join(packages, 'latchkey'), join(packages, '.bin'), home]) mkdirSync(path, { recursive: true });
  chmodSync(folder, 0o755);
  if (user) chownSync(home, user.uid, user.gid);
  await install();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As `npm install` does it with a released package, without a registry. */
async function install(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/release.js', '--as-built', '--into', folder]);
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  await promisify(execFile)('tar', [
    ...['-xzf', join(folder, archive), '--strip-components=1', '--no-same-owner'],
    ...['-C', join(packages, 'latchkey')],
  ]);
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(locked))
    if (path && !dev && !devOptional) cpSync(path, join(folder, path), { recursive: true });
  symlinkSync('../latchkey/dist/src/cli.js', join(packages, '.bin/latchkey'));
}

const command = () => join(packages, '.bin/latchkey');
const latchkey = (args: string[], settings: Record<string, string> = {}) =>
  follow(command(), args, { DATA_DIR: join(home, 'data'), ...settings }, { cwd: home, ...user });

async function output(args: string[]): Promise<string> {
  const program = latchkey(args);
  expect(await program.exit).toBe(0);
  return program.output();
}

const nodes = [process.execPath, ...(process.env.NODES?.split(':') ?? [])];

describe.each(nodes)('without a command, a setting or a file, run by %s', (node) => {
  test.each([
    ['as the user who runs the tests', undefined],
    ['as a user who owns nothing else', user],
  ])('it creates its data in the current folder and answers the call that it prints: %s', async (_who, as) => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    if (as) chownSync(empty, as.uid, as.gid);
    // The port alone is set, because others use the usual one.
    const server = await untilRunning(follow(node, [command()], { PORT: '0' }, { cwd: empty, ...as }));
    expect(readdirSync(empty)).toEqual(['data']);
    const call = /^curl .*$/m.exec(server.output())?.[0] ?? '';
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `curl() { "${process.execPath}" "${curl}" "$@"; }; ${call}`,
    ]);
    const owner = { id: '1', name: 'owner', public_name: 'owner', username: 'owner' };
    expect(JSON.parse(stdout)).toEqual({ data: { users: { entities: [owner] } } });
    expect(await server.end()).toBe(0);
  });
});

test('the server starts in another folder, as another user, serves its pages, and judges a password', async () => {
  const server = await untilRunning(latchkey(['start'], { PORT: '0' }));
  const page = await (await fetch(`${server.url}/sign-in`)).text();
  expect(page).toContain('<title>');
  const [, password = ''] = /^ {2}password {3}(\S+)$/m.exec(server.output()) ?? [];
  const body = new URLSearchParams({ username: 'owner', password });
  const signedIn = await fetch(`${server.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const headers = { Cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  for (const path of ['/account', '/graphiql']) {
    const html = await (await fetch(server.url + path, { headers })).text();
    const [, script] = /src="(\/assets\/[^"]+)"/.exec(html) ?? [];
    expect((await fetch(`${server.url}${script}`)).status).toBe(200);
  }
  const input = `{ password: "password password", current_password: "${password}" }`;
  const asked = await fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: `mutation { updateUser(id: 1, input: ${input}) { id } }` }),
  });
  expect(await asked.text()).toContain('EASY_TO_GUESS');
  expect(await server.end()).toBe(0);
});

test('the commands print the version and the schema, and find documents in code', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await output(['--version'])).toBe(`${version}\n`);
  expect(await output(['print-schema'])).toBe(readFileSync('schema/api.graphql', 'utf8'));
  writeFileSync(join(home, 'users.ts'), 'const users = gql`query Names { users { entities { name } } }`;\n');
  expect(await output(['plan', 'users.ts'])).toContain('READ_USER');
});

test('the package contains the client for services, with its types', () => {
  const { exports } = JSON.parse(readFileSync(join(packages, 'latchkey/package.json'), 'utf8'));
  const { types, default: file } = exports['./client'];
  for (const path of [types, file]) expect(statSync(join(packages, 'latchkey', path)).size).toBeGreaterThan(0);
});

describe('a release', () => {
  const component = { name: expect.any(String), version: expect.any(String), licenses: expect.any(Array) };
  const readBom = () =>
    JSON.parse(
      readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.cdx.json')) ?? ''), 'utf8'),
    );

  test('has checksums of its files, as sha256sum reads them', async () => {
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const files = readdirSync(folder).filter((name) => /\.(tgz|json)$/.test(name));
    const sum = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
    expect(sums.sort()).toEqual(files.map((name) => `${sum(name)}  ${name}`).sort());
    expect(files).toHaveLength(2);
  });

  test('lists every package that is installed or part of a built file, with its license, and no other', () => {
    const { bomFormat, components } = readBom();
    expect(bomFormat).toBe('CycloneDX');
    for (const each of components) expect(each).toMatchObject(component);
    const built = ['src', 'web'].flatMap((part) =>
      JSON.parse(readFileSync(join(packages, 'latchkey/dist', part, 'licenses.json'), 'utf8')),
    );
    const refs = [...built, ...installed()].map(({ name, version }) => `${name}@${version}`);
    const listed = components.map(({ name, version }: typeof component) => `${name}@${version}`);
    expect(new Set(listed)).toEqual(new Set(refs));
    for (const name of ['graphql', 'react', 'bcrypt', '@electric-sql/pglite'])
      expect(components).toContainEqual(expect.objectContaining({ name, scope: 'required' }));
  });
});

/** The packages that were installed with ours. */
function installed(): { name: string; version: string }[] {
  const files = readdirSync(packages, { recursive: true }).map(String);
  return files
    .filter((file) => /^(@[^/]+\/)?[^/]+\/package\.json$/.test(file) && !file.startsWith('latchkey/'))
    .map((file) => JSON.parse(readFileSync(join(packages, file), 'utf8')));
}

test.each(['src', 'web'])('the package passes on the licenses of the packages that are part of dist/%s', (part) => {
  const file = join(packages, 'latchkey/dist', part, 'licenses.json');
  const licenses = JSON.parse(readFileSync(file, 'utf8')) as { name: string; text: string }[];
  const included = part === 'src' ? ['graphql', '@electric-sql/pglite', '@zxcvbn-ts/core'] : ['react', 'monaco-editor'];
  for (const name of included) expect(licenses.find((license) => license.name === name)?.text).toMatch(/copyright/i);
});

test('an installation takes at most 60 MB, and has no package twice', () => {
  const files = readdirSync(packages, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  process.stderr.write(`The package takes ${(bytes / 1e6).toFixed(1)} MB when it is installed.\n`);
  expect(bytes).toBeLessThan(60_000_000);
  const built = JSON.parse(readFileSync(join(packages, 'latchkey/dist/src/licenses.json'), 'utf8'));
  const names = new Set(installed().map(({ name }) => name));
  expect(built.filter(({ name }: { name: string }) => names.has(name))).toEqual([]);
});
