/** `latchkey types` as a program: the type of the permissions of a real server, written and compared. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import type { Person } from '../test-users.ts';
import { world } from '../tokens/acts.ts';
import { serve } from './service.ts';

const at = world('pglite');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-types-'));
const file = join(folder, 'permissions.ts');
let who: Person;
beforeAll(async () => {
  who = await at.as.having();
});
afterAll(() => rmSync(folder, { recursive: true }));

const types = (args: string[], token = who.token, url = at.server.url) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), LATCHKEY_TOKEN: token };
    execFile(
      process.execPath,
      [resolve('dist/src/cli.js'), 'types', '--url', url, ...args],
      { cwd: folder, env },
      (error, out, err) => done({ code: Number((error as ExecFileException | null)?.code ?? 0), out, err }),
    );
  });

const typeOf = (names: readonly string[]) =>
  `/** The permissions of a Latchkey server. \`latchkey types\` wrote this file; do not edit it. */
export type Permission =
${names.map((name) => `  | '${name}'`).join('\n')};
`;
const current: string[] = [...everyPermission].sort();

test('the type contains every permission of the server in alphabetical order, for any token', async () => {
  expect(await types([])).toEqual({ code: 0, out: typeOf(current), err: '' });
});

test('it is written to a file, and --check finds it up to date, whatever its ends of lines', async () => {
  expect(await types(['--out', 'permissions.ts'])).toEqual({ code: 0, out: '', err: '' });
  expect(readFileSync(file, 'utf8')).toBe(typeOf(current));
  expect(await types(['--out', 'permissions.ts', '--check'])).toEqual({ code: 0, out: '', err: '' });
  writeFileSync(file, typeOf(current).replaceAll('\n', '\r\n'));
  expect((await types(['--out', 'permissions.ts', '--check'])).code).toBe(0);
});

test('--check names what was added and removed, and leaves the file as it is', async () => {
  const old = typeOf([...current.filter((name) => name !== 'READ_USER'), 'WRITE_INVOICE']);
  writeFileSync(file, old);
  expect(await types(['--out', 'permissions.ts', '--check'])).toEqual({
    code: 1,
    out: '',
    err: 'permissions.ts is not what the server has:\n+ READ_USER\n- WRITE_INVOICE\n',
  });
  expect(readFileSync(file, 'utf8')).toBe(old);
});

test.each([
  ['an unknown token', [], 'lku_wrong', /token is not valid/],
  ['no token', [], '', /^A token is required/],
  ['--check without a file', ['--check'], undefined, /^--check requires --out/],
  ['--check of a missing file', ['--check', '--out', 'missing.ts'], undefined, /^There is no missing\.ts/],
  ['a file that cannot be written', ['--out', 'no-folder/permissions.ts'], undefined, /cannot be written: ENOENT/],
  ['an unknown option', ['--output', 'permissions.ts'], undefined, /unknown option/],
])('the exit code is 2 for %s', async (_what, args, token, message) => {
  const { code, out, err } = await types(args, token);
  expect(err).toMatch(message);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('a name that is no permission never becomes source code', async () => {
  const answer = JSON.stringify({ data: { permissions: [{ name: "A'; process.exit(); type B = '" }] } });
  const other = await serve((_request, response) => response.end(answer));
  const { code, out, err } = await types(['--out', 'permissions.ts'], 'lku_any', other.url);
  expect(err).toMatch(/is not the name of a permission\.\n$/);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  await other.stop();
});
