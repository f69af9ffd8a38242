/** Which names count as equal, and which names are valid. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldLogin, foldName, requireName, requireUsername } from '../../src/domain/base/names.ts';
import { lookAlikes, unfit } from './name-samples.ts';

const everyCharacter = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => !/[\p{Cn}\p{Co}]/u.test(character));

describe('foldName', () => {
  test.each(lookAlikes.filter(([how]) => !how.startsWith('spaces')))(
    'gives names that look alike the same key: %s',
    (_, name) => {
      expect(foldName(name)).toBe(foldName('Paypal'));
    },
  );

  test.each([
    ['Вob', 'a Cyrillic letter that looks Latin only when it is large'],
    ['bοb', 'a Greek omicron'],
    ['Ƅob', 'a tone letter'],
  ])('gives %s the key of Bob: %s', (name) => {
    expect(foldName(name)).toBe('bob');
  });

  test.each([
    ['kern', 'kem'],
    ['cl', 'd'],
    ['vv', 'w'],
    ['O', '0'],
    ['I', 'l'],
    ['1', 'l'],
    ['a-b', 'a_b'],
    ['élan', 'elan'],
    ['Ольга', 'Олег'],
    ['日本', '日木'],
  ])('gives %s and %s different keys', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  test('only lowercases plain ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => expect(foldName(name)).toBe(name.toLowerCase())),
    );
  });

  test('is idempotent for every single character', () => {
    expect(everyCharacter.length).toBeGreaterThan(100_000);
    expect(everyCharacter.filter((character) => foldName(foldName(character)) !== foldName(character))).toEqual([]);
  });

  test('is idempotent for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (name) =>
        expect(foldName(foldName(name))).toBe(foldName(name)),
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('foldLogin', () => {
  test('returns null for a text longer than any user name or email address, without folding it', () => {
    for (const long of ['x'.repeat(255), 'ﷺ'.repeat(2_000), `a${'\u0302\u0323'.repeat(200)}`])
      expect(foldLogin(long)).toBeNull();
  });

  test('folds the longest possible user name or email address, composed or decomposed', () => {
    expect(foldLogin(`  ${'X'.repeat(254)} `)).toBe('x'.repeat(254));
    const composed = '\u1ec7'.repeat(100);
    expect(foldLogin(composed.normalize('NFD'))).toBe(foldName(composed));
    expect(foldLogin('ﷺ'.repeat(254))).toHaveLength(18 * 254);
  });
});

describe('requireName', () => {
  test.each(unfit)('refuses a name that %s, and the error names the field', (_, name) => {
    expect(() => requireName('title', name)).toThrow(/^`title` must/);
  });

  test('returns the name composed (NFC) and trimmed', () => {
    expect(requireName('name', '\t E\u0301lan\u00a0 ')).toBe('Élan');
  });

  test('counts code points, not bytes or UTF-16 units', () => {
    expect(requireName('name', '🦉'.repeat(100))).toHaveLength(200);
    expect(() => requireName('name', '🦉'.repeat(101))).toThrow('at most 100 characters');
  });

  test('accepts the names that people use', () => {
    for (const name of ["O'Neil", 'Ольга', '日本 太郎', 'Ñandú-Müller', '<b>x</b>', '100 %', 'a;drop table', 'עברית'])
      expect(requireName('name', name)).toBe(name);
  });

  test('returns only names that it would accept again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        let given: string;
        try {
          given = requireName('name', name);
        } catch {
          return;
        }
        expect(requireName('name', given)).toBe(given);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('requireUsername', () => {
  test.each(['a b', 'a\u00a0b', 'a\u3000b', 'a\u2009b'])('refuses any kind of space: %j', (name) => {
    expect(() => requireUsername(name)).toThrow('must not contain spaces');
  });

  test('accepts dots, @, underscores and letters of any script', () => {
    for (const name of ['ada', 'ada.lovelace', 'ada@example.com', 'Åsa_1', 'ольга'])
      expect(requireUsername(` ${name} `)).toBe(name);
  });
});

test('requireName refuses a long text before normalizing it, which could take minutes', () => {
  expect(() => requireName('name', '\u0301\u0323'.repeat(160_000))).toThrow('must be at most 100 characters');
});

test.each(['\ufe0f', '\u034f', '\u3164', '\u115f', '\u2800', '\u{e0100}'])(
  'foldName drops the invisible character %j',
  (unseen) => expect(foldName(`ow${unseen}ner`)).toBe('owner'),
);
