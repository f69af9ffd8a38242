/**
 * Passwords known from data breaches, in the format of Pwned Passwords: SHA-1 hashes in hexadecimal with the number of breaches.
 * Either one sorted file with lines `HASH:COUNT`, or a folder with a file for each prefix of five digits, whose lines have the
 * rest of the hash. Neither is read into memory, and each is opened anew for a password, so that it may be replaced meanwhile.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSorted, findHash } from './sorted-hashes.ts';

export interface BreachedPasswords {
  has(password: string): Promise<boolean>;
}

const setting = 'BREACHED_PASSWORDS';
const prefixLength = 5;

/** Opens the list at this path, and checks its format by samples. The error says what is wrong. */
export async function openBreached(path: string | undefined): Promise<BreachedPasswords | null> {
  if (path === undefined) return null;
  const found = await stat(path).catch((error: Error) => {
    throw new Error(`${setting} names a file or folder that cannot be read: ${error.message}`);
  });
  try {
    const includes = found.isDirectory() ? await openFolder(path) : await openFile(path);
    return { has: async (password) => (await Promise.all(hashesOf(password).map(includes))).includes(true) };
  } catch (error) {
    throw new Error(`${setting} ${(error as Error).message}`);
  }
}

/** As it was typed, and as it is hashed here. */
const hashesOf = (password: string): string[] =>
  [...new Set([password, password.normalize('NFC')])].map((text) =>
    createHash('sha1').update(text).digest('hex').toUpperCase(),
  );

type Includes = (hash: string) => Promise<boolean>;

async function openFile(path: string): Promise<Includes> {
  const opened = async <T>(read: (file: FileHandle, size: number) => Promise<T>): Promise<T> => {
    const file = await open(path, 'r');
    try {
      return await read(file, (await file.stat()).size);
    } finally {
      await file.close();
    }
  };
  await opened(checkSorted);
  return (hash) => opened((file, size) => findHash(file, size, hash));
}

const line = /^([0-9A-F]{35}):(\d+)$/i;
/** In a whole download there is a file for every prefix. */
const sampled = [...'0123456789ABCDEF'].map((digit) => digit.repeat(prefixLength));

async function openFolder(path: string): Promise<Includes> {
  const ending = await stat(join(path, `${sampled[0]}.txt`)).then(
    () => '.txt',
    () => '',
  );
  const read = async (prefix: string) => {
    const name = `${prefix}${ending}`;
    const text = await readFile(join(path, name), 'utf8').catch(() => {
      throw new Error(`must be a folder with a file for every prefix from 00000 to FFFFF; ${name} cannot be read.`);
    });
    return text.split('\n').flatMap((one) => {
      const content = one.trim();
      const [, rest = '', count] = line.exec(content) ?? [];
      if (content !== '' && !rest)
        throw new Error(`must have lines of 35 hexadecimal digits, a colon and a number; ${name} has others.`);
      // Lines with the number 0 only make answers equally long.
      return Number(count) > 0 ? [rest.toUpperCase()] : [];
    });
  };
  for (const prefix of sampled) await read(prefix);
  return async (hash) => (await read(hash.slice(0, prefixLength))).includes(hash.slice(prefixLength));
}
