/** When two names are one, and what a name may be. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldLogin, foldName, requireName, requireUsername } from '../../src/domain/base/names.ts';
import { lookAlikes, unfit } from '../graphql/names.ts';

const everyCharacter = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => !/[\p{Cn}\p{Co}]/u.test(character));

describe('foldName', () => {
  test.each(lookAlikes.filter(([how]) => !how.startsWith('spaces')))('takes %s for the same name', (_, name) => {
    expect(foldName(name)).toBe(foldName('Paypal'));
  });

  test.each([
    ['Вob', 'a Cyrillic letter that looks Latin only when it is large'],
    ['bοb', 'a Greek omicron'],
    ['Ƅob', 'a letter of tones'],
  ])('takes %s for Bob: %s', (name) => {
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
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  test('leaves plain ASCII as it is, but for its case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => expect(foldName(name)).toBe(name.toLowerCase())),
    );
  });

  test('folds what it has folded to itself, for every character there is', () => {
    expect(everyCharacter.length).toBeGreaterThan(100_000);
    expect(everyCharacter.filter((character) => foldName(foldName(character)) !== foldName(character))).toEqual([]);
  });

  test('folds any text to what it folds to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (name) =>
        expect(foldName(foldName(name))).toBe(foldName(name)),
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('foldLogin', () => {
  test('is null for what is longer than any user name or email address, and folds nothing of it', () => {
    for (const long of ['x'.repeat(255), 'ﷺ'.repeat(2_000), `a${'\u0302\u0323'.repeat(200)}`])
      expect(foldLogin(long)).toBeNull();
  });

  test('folds the longest there may be, however they are composed', () => {
    expect(foldLogin(`  ${'X'.repeat(254)} `)).toBe('x'.repeat(254));
    const composed = '\u1ec7'.repeat(100);
    expect(foldLogin(composed.normalize('NFD'))).toBe(foldName(composed));
    expect(foldLogin('ﷺ'.repeat(254))).toHaveLength(18 * 254);
  });
});

describe('requireName', () => {
  test.each(unfit)('refuses a name that %s, and says which field it is', (_, name) => {
    expect(() => requireName('title', name)).toThrow(/^`title` must/);
  });

  test('gives the name composed and trimmed', () => {
    expect(requireName('name', '\t E\u0301lan\u00a0 ')).toBe('Élan');
  });

  test('counts characters, not bytes or halves', () => {
    expect(requireName('name', '🦉'.repeat(100))).toHaveLength(200);
    expect(() => requireName('name', '🦉'.repeat(101))).toThrow('at most 100 characters');
  });

  test('takes whatever people write', () => {
    for (const name of ["O'Neil", 'Ольга', '日本 太郎', 'Ñandú-Müller', '<b>x</b>', '100 %', 'a;drop table', 'עברית'])
      expect(requireName('name', name)).toBe(name);
  });

  test('never gives a name it would refuse', () => {
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
  test.each(['a b', 'a\u00a0b', 'a\u3000b', 'a\u2009b'])('refuses spaces of any kind: %j', (name) => {
    expect(() => requireUsername(name)).toThrow('must not contain spaces');
  });

  test('takes what stands in for a name elsewhere', () => {
    for (const name of ['ada', 'ada.lovelace', 'ada@example.com', 'Åsa_1', 'ольга'])
      expect(requireUsername(` ${name} `)).toBe(name);
  });
});

test('a long text is refused before it is normalized, which would take minutes', () => {
  expect(() => requireName('name', '\u0301\u0323'.repeat(160_000))).toThrow('must be at most 100 characters');
});

test.each(['\ufe0f', '\u034f', '\u3164', '\u115f', '\u2800', '\u{e0100}'])(
  'a name with the unseen character %j is the same as without',
  (unseen) => expect(foldName(`ow${unseen}ner`)).toBe('owner'),
);
