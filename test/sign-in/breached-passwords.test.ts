/** Lists of breached passwords in both published formats, and formats that are refused at the start. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBreached } from '../../src/domain/sign-in/breached-passwords.ts';
import { findHash } from '../../src/domain/sign-in/sorted-hashes.ts';
import { startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

const hashOf = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();
const known = Array.from({ length: 3_000 }, (_, index) => `known ${index}`).concat('walnut ferry copper 92', 'é');
const padding = 'counted zero times';
const lines = known
  .map((one, index) => `${hashOf(one)}:${index + 1}`)
  .concat(`${hashOf(padding)}:0`)
  .sort();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breached-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A folder with the files of these prefixes, and those that every whole list has. */
function ranges(name: string, ending: string, end: string, more: Record<string, string> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  const files = new Map<string, string[]>([...'0123456789ABCDEF'].map((digit) => [digit.repeat(5), []]));
  // That of a password that the tests look for in vain, in its other form.
  files.set(hashOf('e\u0301').slice(0, 5), []);
  for (const one of lines) files.set(one.slice(0, 5), [...(files.get(one.slice(0, 5)) ?? []), one.slice(5)]);
  for (const [prefix, rest] of files) writeFileSync(join(path, prefix + ending), rest.join(end));
  for (const [name, content] of Object.entries(more)) writeFileSync(join(path, name), content);
  return path;
}

describe.each([
  ['a sorted file', () => file('sorted.txt', lines.join('\n'))],
  ['a sorted file with line ends of Windows', () => file('windows.txt', `${lines.join('\r\n')}\r\n`)],
  ['a sorted file in lower case', () => file('lower.txt', `${lines.join('\n').toLowerCase()}\n`)],
  ['a folder of files that end in .txt', () => ranges('ranges', '.txt', '\n')],
  ['a folder as answers of the range API', () => ranges('answers', '', '\r\n')],
])('%s', (_name, make) => {
  test('has every password whose hash is in it, and none that was counted zero times', async () => {
    const breached = await openBreached(make());
    expect(await Promise.all(known.map((one) => breached?.has(one)))).toEqual(known.map(() => true));
    expect(await breached?.has(padding)).toBe(false);
    // The same letter, typed as two characters.
    expect(await breached?.has('e\u0301')).toBe(true);
  });
});

test('a sorted file has no other password, and a folder without a file of the prefix says so', async () => {
  const sorted = await openBreached(file('again.txt', lines.join('\n')));
  const others = Array.from({ length: 300 }, (_, index) => `other ${index}`);
  expect((await Promise.all(others.map((one) => sorted?.has(one)))).filter(Boolean)).toEqual([]);
  const folder = await openBreached(ranges('gaps', '.txt', '\n'));
  const missing = others.find((one) => !lines.some((line) => line.startsWith(hashOf(one).slice(0, 5)))) as string;
  await expect(folder?.has(missing)).rejects.toThrow(`${hashOf(missing).slice(0, 5)}.txt cannot be read`);
});

test('a search in the sorted file reads a few hundred bytes for each halving, however large the file is', async () => {
  // A file of 40 GB that exists only as a function: its line number n has the hash of n in hexadecimal.
  const [length, count] = [43, 1_000_000_000];
  const lineOf = (number: number) => `${(number * 2).toString(16).toUpperCase().padStart(40, '0')}:1\n`;
  let bytes = 0;
  const handle = {
    read: async (buffer: Buffer, _start: number, wanted: number, at: number) => {
      bytes += wanted;
      const first = Math.floor(at / length);
      const text = Array.from({ length: 6 }, (_, index) => (first + index < count ? lineOf(first + index) : '')).join(
        '',
      );
      const found = Buffer.from(text.slice(at - first * length, at - first * length + wanted));
      found.copy(buffer);
      return { buffer, bytesRead: found.length };
    },
  };
  const has = (number: number) =>
    findHash(handle as never, length * count, number.toString(16).toUpperCase().padStart(40, '0'));
  expect(await Promise.all([0, 2, 1_234_567_890, 1_999_999_998].map(has))).toEqual([true, true, true, true]);
  expect(await Promise.all([1, 1_234_567_891, 2_000_000_000].map(has))).toEqual([false, false, false]);
  expect(bytes).toBeLessThan(100_000);
});

describe('at the start is refused', () => {
  const one = lines[0] as string;
  test.each([
    ['a path without a file', () => join(folder, 'nothing'), /names a file or folder that cannot be read: ENOENT/],
    ['an empty file', () => file('empty.txt', ''), /must not be an empty file/],
    ['NTLM hashes', () => file('ntlm.txt', `${one.slice(8)}\n`), /40 hexadecimal digits \(SHA-1\)/],
    ['passwords in plain text', () => file('plain.txt', 'hunter2\nhunter3\n'), /40 hexadecimal digits/],
    [
      'lines without a number',
      () => file('bare.txt', lines.map((line) => line.slice(0, 40)).join('\n')),
      /a colon and a number/,
    ],
    ['a file that is one long line', () => file('long.txt', 'A'.repeat(10_000)), /40 hexadecimal digits/],
    [
      'a file ordered by prevalence',
      () => file('prevalent.txt', lines.toReversed().join('\n')),
      /must be sorted by hash/,
    ],
    [
      'a folder without the files',
      () => ranges('other', '.json', '\n'),
      /a file for every prefix from 00000 to FFFFF; 00000 cannot/,
    ],
    [
      'a folder whose files have whole hashes',
      () => ranges('whole', '.txt', '\n', { '11111.txt': one }),
      /35 hexadecimal digits.*11111\.txt/,
    ],
  ])('%s', async (_, make, message) => {
    const opening = openBreached(make());
    await expect(opening).rejects.toThrow(/^BREACHED_PASSWORDS /);
    await expect(opening).rejects.toThrow(message);
  });
});

test('a password in the list is refused where it is set, with a reason of its own, and another one is accepted', async () => {
  const server = await startLatchkey('pglite', { BREACHED_PASSWORDS: file('used.txt', lines.join('\n')) });
  try {
    const { ask } = await (await people(server).having()).signedIn();
    const query = 'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }';
    const { errors } = await ask(query, { input: { password: 'walnut ferry copper 92' } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      reason: 'BREACHED',
      fields: { password: 'is known from data breaches, so attackers try it first.' },
      broken_rules: [{ reason: 'BREACHED' }],
    });
    expect((await ask(query, { input: { password: 'walnut ferry copper 93' } })).errors).toBeUndefined();
  } finally {
    await server.stop();
  }
});
