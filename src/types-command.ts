/** `latchkey types`: the permissions of a running server, built-in and custom, as a TypeScript type. */
import { readFile, writeFile } from 'node:fs/promises';
import { asking } from './commands/server.ts';

export interface TypesOptions {
  url: string;
  token?: string;
  /** The file to write; without it, the type is printed. */
  out?: string;
  /** Compare with the file instead of writing it. */
  check?: boolean;
}

/** Returns the exit code: 1 if the file is not up to date. Throws if this cannot be found out. */
export async function typesCommand({ url, token, out, check = false }: TypesOptions): Promise<0 | 1> {
  if (!token) throw new Error('A token is required: use --token, or set LATCHKEY_TOKEN.');
  if (check && out === undefined) throw new Error('--check requires --out, the file to compare with.');
  const names = await permissionsAt(url, token);
  const text = typeOf(names);
  if (out === undefined) process.stdout.write(text);
  else if (check) return compare(out, text, names);
  else
    await writeFile(out, text).catch(({ message }: Error) => {
      throw new Error(`${out} cannot be written: ${message}`);
    });
  return 0;
}

/** Sorted, so that the file depends on nothing but the permissions that there are. */
async function permissionsAt(url: string, token: string): Promise<string[]> {
  const { permissions } = await asking(url, token)<{ permissions: { name: string }[] }>('{ permissions { name } }');
  const names = permissions.map(({ name }) => name).sort();
  // They become source code.
  const strange = names.find((name) => !isName.test(name));
  if (strange !== undefined) throw new Error(`${JSON.stringify(strange)} is not the name of a permission.`);
  return names;
}

const isName = /^[A-Z][A-Z0-9_]*$/;

const typeOf = (names: readonly string[]) =>
  [
    '/** The permissions of a Latchkey server. `latchkey types` wrote this file; do not edit it. */',
    'export type Permission =',
    `${names.map((name) => `  | '${name}'`).join('\n')};`,
    '',
  ].join('\n');

async function compare(file: string, text: string, names: readonly string[]): Promise<0 | 1> {
  const written = await readFile(file, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new Error(
      code === 'ENOENT' ? `There is no ${file}. Write it without --check.` : `${file} cannot be read: ${message}`,
    );
  });
  // A checkout on Windows may have other ends of lines.
  if (written.replaceAll('\r\n', '\n') === text) return 0;
  const before = [...written.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, name = '']) => name);
  const added = names.filter((name) => !before.includes(name)).map((name) => `+ ${name}`);
  const removed = before.filter((name) => !names.includes(name)).map((name) => `- ${name}`);
  console.error([`${file} is not what the server has:`, ...added, ...removed].join('\n'));
  return 1;
}
