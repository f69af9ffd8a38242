/** Secrets: their shape and checksum, that no character is likelier than another, and that a derived one stays the same. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  checksum,
  derivedToken,
  fingerprint,
  hashSecret,
  isTokenShaped,
  newToken,
  prefixes,
  randomSecret,
} from '../../src/domain/base/secrets.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('the checksum', () => {
  test.each([
    ['A'.repeat(30), '0uCPlr'],
    ['0'.repeat(30), '2C8GjS'],
    ['z'.repeat(30), '4IlJEz'],
    [`T10343${'x'.repeat(24)}`, '000Uwu'],
  ])('of %s is %s', (random, sum) => {
    expect(checksum(random)).toBe(sum);
    expect(isTokenShaped(`lku_${random}${sum}`)).toBe(true);
  });

  test('is the CRC-32 of the random part in base 62, most significant digit first', () => {
    for (let i = 0; i < 1_000; i++) {
      const random = randomSecret();
      const value = [...checksum(random)].reduce((sum, digit) => sum * 62 + alphabet.indexOf(digit), 0);
      expect(value).toBe(crc32(random));
    }
  });
});

describe('a token', () => {
  test.each(Object.entries(prefixes))('of type %s begins with %s and is well-shaped', (_type, prefix) => {
    for (let i = 0; i < 500; i++) {
      const token = newToken(prefix);
      expect(token).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{36}$`));
      expect(isTokenShaped(token)).toBe(true);
    }
  });

  test('is a new one each time', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newToken('lku_'))).size).toBe(10_000);
  });

  test('with any one character changed, or two neighbours exchanged, is none', () => {
    const token = newToken('lku_');
    for (let i = 4; i < token.length; i++) {
      for (const other of alphabet)
        if (other !== token[i]) expect(isTokenShaped(token.slice(0, i) + other + token.slice(i + 1))).toBe(false);
      const [one, two] = [token[i], token[i + 1]];
      if (two !== undefined && one !== two)
        expect(isTokenShaped(token.slice(0, i) + two + one + token.slice(i + 2))).toBe(false);
    }
  });

  test.each([
    '',
    'lku_',
    'A'.repeat(40),
    `lkx_${'A'.repeat(30)}0uCPlr`,
    `LKU_${'A'.repeat(30)}0uCPlr`,
    ` lku_${'A'.repeat(30)}0uCPlr`,
    `lku_${'A'.repeat(30)}0uCPlr\n`,
    `lku_${'A'.repeat(30)}0ucplr`,
    `lku_${'A'.repeat(29)}0uCPlr`,
    `lku_${'А'.repeat(30)}0uCPlr`,
    'lku_'.repeat(100_000),
  ])('of another shape is none: %#', (text) => {
    expect(isTokenShaped(text)).toBe(false);
  });
});

describe('no character is likelier than another', () => {
  /** How far the counts are from even, for 62 characters: about 61 on average, above 150 once in a billion times. */
  function chiSquared(texts: string[]): number {
    const counts = new Map([...alphabet].map((character) => [character, 0]));
    for (const character of texts.join('')) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(62);
    const expected = texts.join('').length / 62;
    return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  }
  const many = (make: (i: number) => string) => Array.from({ length: 10_000 }, (_, i) => make(i));

  test('at random, on the whole and in the first place', () => {
    const secrets = many(() => randomSecret());
    expect(chiSquared(secrets)).toBeLessThan(150);
    expect(chiSquared(secrets.map((secret) => secret.slice(0, 1)))).toBeLessThan(150);
  });

  test('in derived ones', () => {
    expect(chiSquared(many((i) => derivedToken('lku_', 'key', `material ${i}`).slice(4, 34)))).toBeLessThan(150);
  });

  test('and a remainder of bytes would be noticed', () => {
    const biased = many((i) => {
      const bytes = createHash('sha256').update(String(i)).digest().subarray(0, 30);
      return [...bytes].map((byte) => alphabet[byte % 62]).join('');
    });
    expect(chiSquared(biased)).toBeGreaterThan(150);
  });
});

describe('a derived token', () => {
  test('is the same for the same key and material, and another for any other', () => {
    const token = derivedToken('lkg_', 'a key', 'regenerated 7 salt');
    expect(derivedToken('lkg_', 'a key', 'regenerated 7 salt')).toBe(token);
    const others = [
      derivedToken('lkg_', 'a Key', 'regenerated 7 salt'),
      derivedToken('lkg_', 'a key', 'regenerated 7 salu'),
      derivedToken('lkg_', 'a key', 'regenerated 71 salt'),
    ];
    expect(new Set([token, ...others]).size).toBe(4);
  });

  test('stays what it is between versions: a retry may reach a newer one', () => {
    expect(derivedToken('lku_', 'the key', 'the material')).toBe('lku_pSgOMQg7OB48o4Ea5CGbv8LsNre3nO48yASx');
  });

  test('is well-shaped, however many bytes have to be passed over', () => {
    for (let i = 0; i < 5_000; i++) expect(isTokenShaped(derivedToken('lkp_', 'key', String(i)))).toBe(true);
  });
});

test('what is kept of a secret is its SHA-256, and enough to recognise it by', () => {
  const token = newToken('lku_');
  expect(hashSecret(token).toString('hex')).toBe(createHash('sha256').update(token, 'utf8').digest('hex'));
  const { start, lastFour } = fingerprint(token);
  expect([start, lastFour]).toEqual([token.slice(0, 8), token.slice(-4)]);
  // Of the 30 random characters four are told, and the checksum's end.
  expect(start.length - 4).toBe(4);
});
