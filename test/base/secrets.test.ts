/** Secrets: their format and checksum, the even distribution of their characters, and stable derived tokens. */
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
  tokensIn,
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

describe('newToken', () => {
  test.each(Object.entries(prefixes))('for type %s starts with %s and has a valid format', (_type, prefix) => {
    for (let i = 0; i < 500; i++) {
      const token = newToken(prefix);
      expect(token).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{36}$`));
      expect(isTokenShaped(token)).toBe(true);
    }
  });

  test('never returns the same token twice', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newToken('lku_'))).size).toBe(10_000);
  });

  test('gives a token that is invalid after one character is changed or two neighbours are swapped', () => {
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
  ])('a text of another format is not a token: %#', (text) => {
    expect(isTokenShaped(text)).toBe(false);
  });
});

describe('every character is equally likely', () => {
  /** The deviation of the counts from even, for 62 characters: about 61 on average, above 150 once in a billion times. */
  function chiSquared(texts: string[]): number {
    const counts = new Map([...alphabet].map((character) => [character, 0]));
    for (const character of texts.join('')) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(62);
    const expected = texts.join('').length / 62;
    return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  }
  const many = (make: (i: number) => string) => Array.from({ length: 10_000 }, (_, i) => make(i));

  test('in random secrets, and in their first character', () => {
    const secrets = many(() => randomSecret());
    expect(chiSquared(secrets)).toBeLessThan(150);
    expect(chiSquared(secrets.map((secret) => secret.slice(0, 1)))).toBeLessThan(150);
  });

  test('in derived tokens', () => {
    expect(chiSquared(many((i) => derivedToken('lku_', 'key', `material ${i}`).slice(4, 34)))).toBeLessThan(150);
  });

  test('and the check detects the bias of taking bytes modulo 62', () => {
    const biased = many((i) => {
      const bytes = createHash('sha256').update(String(i)).digest().subarray(0, 30);
      return [...bytes].map((byte) => alphabet[byte % 62]).join('');
    });
    expect(chiSquared(biased)).toBeGreaterThan(150);
  });
});

describe('derivedToken', () => {
  test('returns the same token for the same key and material, and another token for any other', () => {
    const token = derivedToken('lkg_', 'a key', 'regenerated 7 salt');
    expect(derivedToken('lkg_', 'a key', 'regenerated 7 salt')).toBe(token);
    const others = [
      derivedToken('lkg_', 'a Key', 'regenerated 7 salt'),
      derivedToken('lkg_', 'a key', 'regenerated 7 salu'),
      derivedToken('lkg_', 'a key', 'regenerated 71 salt'),
    ];
    expect(new Set([token, ...others]).size).toBe(4);
  });

  test('returns the same token in every version, because a retry may reach a newer version', () => {
    expect(derivedToken('lku_', 'the key', 'the material')).toBe('lku_pSgOMQg7OB48o4Ea5CGbv8LsNre3nO48yASx');
  });

  test('has a valid format, however many bytes are skipped', () => {
    for (let i = 0; i < 5_000; i++) expect(isTokenShaped(derivedToken('lkp_', 'key', String(i)))).toBe(true);
  });
});

test('a secret is stored as its SHA-256 hash with its first 8 and last 4 characters', () => {
  const token = newToken('lku_');
  expect(hashSecret(token).toString('hex')).toBe(createHash('sha256').update(token, 'utf8').digest('hex'));
  const { start, lastFour } = fingerprint(token);
  expect([start, lastFour]).toEqual([token.slice(0, 8), token.slice(-4)]);
  // The start shows four of the 30 random characters; the last four are of the checksum.
  expect(start.length - 4).toBe(4);
});

describe('tokensIn', () => {
  const token = newToken('lkg_');

  test.each([
    ['alone', token],
    ['between letters and digits', `a1${token}b2`],
    ['after an escaped line end', String.raw`\n${token}\n`],
    ['twice', `${token} ${token}`],
    ['with an escaped underscore', token.replace('_', '%5f')],
    ['with an underscore escaped as in JSON', token.replace('_', String.raw`\u005f`)],
    ['right after a text that begins like a token', `lku_${'A'.repeat(20)}${token}`],
    ['right after another token', `${`lku_${'A'.repeat(30)}0uCPlr`}${token}`],
  ])('finds a token %s', (_where, text) => {
    expect(tokensIn(text)).toContain(token);
    expect(new Set(tokensIn(text)).size).toBe(tokensIn(text).length);
  });

  test.each([
    ['with a wrong checksum', `lku_${'A'.repeat(30)}0uCPls`],
    ['that is cut', token.slice(0, -1)],
    ['with another prefix', token.replace('lkg_', 'lkx_')],
    ['with a blank in it', `${token.slice(0, 20)} ${token.slice(20)}`],
  ])('does not find one %s', (_how, text) => {
    expect(tokensIn(text)).toEqual([]);
  });

  test('takes a time that grows only with the length of the text', () => {
    expect(tokensIn(`lku_${'A'.repeat(36)}`.repeat(25_000) + token)).toEqual([token]);
    expect(tokensIn('lku_'.repeat(250_000) + token)).toEqual([token]);
  });
});
