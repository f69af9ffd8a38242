/** Lets Node load TypeScript, and `@jest/globals` in test files. Runs in a thread of its own. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compiledFile } from './compiled-file.cjs';

let folder;

export async function initialize(data) {
  folder = data.folder;
  await mkdir(folder, { recursive: true });
}

export const resolve = (specifier, context, next) =>
  specifier === '@jest/globals'
    ? { url: new URL('./globals.js', import.meta.url).href, format: 'module', shortCircuit: true }
    : next(specifier, context);

export async function load(url, context, next) {
  const [address] = url.split('?');
  if (!address.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(address);
  const source = await readFile(path);
  const file = compiledFile(folder, path, source);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  return { format: 'module', source: kept ?? (await compile(path, source.toString(), file)), shortCircuit: true };
}

async function compile(path, source, file) {
  const { transform } = await import('@swc/core');
  const { code, map } = await transform(source, {
    filename: path,
    configFile: false,
    swcrc: false,
    sourceMaps: true,
    jsc: {
      parser: { syntax: 'typescript' },
      target: 'es2022',
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  });
  await write(`${file}.map`, map);
  await write(file, code);
  return code;
}

/** Several processes write the same file, and none reads half of it. */
async function write(file, text) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}
