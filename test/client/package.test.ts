/** `latchkey/client` as a package: its files are enough by themselves, and have types for both ways of finding modules. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'latchkey-client-'));
const own = join(folder, 'node_modules/latchkey');

/** Nothing of the package but the client. */
beforeAll(() => {
  mkdirSync(own, { recursive: true });
  cpSync('dist/client', join(own, 'dist/client'), { recursive: true });
  cpSync('package.json', join(own, 'package.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const frameworks = ['hono', 'express', 'fastify'];

test('the client and the middleware load without any other package', async () => {
  const script = `for (const name of ${JSON.stringify(['client', ...frameworks.map((name) => `client/${name}`)])})
    console.log(Object.keys(await import('latchkey/' + name)).sort().join(' '));`;
  writeFileSync(join(folder, 'load.mjs'), script);
  const { stdout } = await run(process.execPath, ['load.mjs'], { cwd: folder });
  const middleware = frameworks.map(() => 'requireToken');
  expect(stdout.trimEnd().split('\n')).toEqual(['LatchkeyUnavailableError createClient isAllowed', ...middleware]);
});

test('the plugin needs graphql and nothing else', async () => {
  writeFileSync(
    join(folder, 'plugin.mjs'),
    "console.log(Object.keys(await import('latchkey/client/envelop')).sort());",
  );
  await expect(run(process.execPath, ['plugin.mjs'], { cwd: folder })).rejects.toThrow("Cannot find package 'graphql'");
  symlinkSync(resolve('node_modules/graphql'), join(folder, 'node_modules/graphql'));
  const { stdout } = await run(process.execPath, ['plugin.mjs'], { cwd: folder });
  expect(stdout).toBe("[ 'directiveTypeDefs', 'useLatchkey' ]\n");
});

test('the package exports nothing of the server', async () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(exports)).toEqual([
    './client',
    './client/envelop',
    './client/express',
    './client/fastify',
    './client/hono',
    './package.json',
  ]);
  const files = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : Object.values(entry as object),
  );
  const built = readdirSync('dist/client').map((name) => `./dist/client/${name}`);
  expect(files.filter((file) => !built.includes(file))).toEqual([]);
});

test.each(['nodenext', 'bundler'])(
  'its types keep what test/client/typed.ts promises, with the resolution %s',
  async (way) => {
    const packages = join(folder, `${way}/node_modules`);
    mkdirSync(packages, { recursive: true });
    for (const name of ['@types', ...frameworks, 'graphql', 'graphql-yoga'])
      symlinkSync(resolve('node_modules', name), join(packages, name));
    cpSync(own, join(packages, 'latchkey'), { recursive: true });
    const source = readFileSync('test/client/typed.ts', 'utf8')
      .replace("'../../src/client/client.ts'", "'latchkey/client'")
      .replace(/'..\/..\/src\/client\/(\w+)\.ts'/g, "'latchkey/client/$1'");
    writeFileSync(join(folder, way, 'typed.ts'), source);
    const module = way === 'nodenext' ? 'nodenext' : 'esnext';
    const options = {
      module,
      moduleResolution: way,
      target: 'es2023',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    };
    writeFileSync(
      join(folder, way, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }),
    );
    writeFileSync(join(folder, way, 'package.json'), '{ "type": "module" }');
    const { stdout } = await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.'], {
      cwd: join(folder, way),
    }).catch(({ stdout }) => ({ stdout }));
    expect(stdout).toBe('');
  },
);
