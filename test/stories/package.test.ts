/** Latchkey as a package: made by `npm pack`, and installed in another folder with nothing but its production dependencies. */
import { execFile } from 'node:child_process';
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
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nobody } from '../kit/cluster.ts';
import { follow, untilRunning } from './program.ts';

let folder: string;
let packages: string;
/** Where the package is used, by a user who owns nothing else. */
let home: string;
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

/** As `npm install` does it, without a registry. */
async function install(): Promise<void> {
  await promisify(execFile)('npm', ['pack', '--pack-destination', folder]);
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

const latchkey = (args: string[], settings: Record<string, string> = {}) =>
  follow(join(packages, '.bin/latchkey'), args, { DATA_DIR: join(home, 'data'), ...settings }, { cwd: home, ...user });

async function output(args: string[]): Promise<string> {
  const program = latchkey(args);
  expect(await program.exit).toBe(0);
  return program.output();
}

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

test('the commands print the schema and find documents in code', async () => {
  expect(await output(['print-schema'])).toBe(readFileSync('schema/api.graphql', 'utf8'));
  writeFileSync(join(home, 'users.ts'), 'const users = gql`query Names { users { entities { name } } }`;\n');
  expect(await output(['plan', 'users.ts'])).toContain('READ_USER');
});

test('the package contains the client for services, with its types', () => {
  const { exports } = JSON.parse(readFileSync(join(packages, 'latchkey/package.json'), 'utf8'));
  const { types, default: file } = exports['./client'];
  for (const path of [types, file]) expect(statSync(join(packages, 'latchkey', path)).size).toBeGreaterThan(0);
});

test('the package passes on the licenses of the packages that it includes', () => {
  const licenses = readFileSync(join(packages, 'latchkey/dist/src/licenses.txt'), 'utf8');
  for (const name of ['graphql', 'drizzle-orm', '@zxcvbn-ts/core'])
    expect(licenses).toMatch(new RegExp(`^${name} `, 'm'));
});

test('an installation takes at most 70 MB', () => {
  const files = readdirSync(packages, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(70_000_000);
});
