/**
 * The whole life of a secret: made here, shown once, kept as a hash, recognised again.
 * Tokens carry a checksum so that a typo or a scanner's false find is refused before the database is asked.
 */
import { createHash, createHmac, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;

/** What each type of token begins with. */
export const prefixes = { USER: 'lku_', PROJECT_ANALYSIS: 'lkp_', GLOBAL_ANALYSIS: 'lkg_' } as const;

export type TokenType = keyof typeof prefixes;
export type TokenPrefix = (typeof prefixes)[TokenType];

const tokenShape = /^lk[upg]_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** 30 random base62 characters, about 178 bits; `randomInt` rejects instead of wrapping, so none is likelier. */
export const randomSecret = () =>
  Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');

export function newToken(prefix: TokenPrefix): string {
  const random = randomSecret();
  return prefix + random + checksum(random);
}

/** The token that belongs to some material: the same each time, and unknown without the key. It lets a retry be answered. */
export function derivedToken(prefix: TokenPrefix, key: string, material: string): string {
  let random = '';
  for (let round = 0; random.length < randomLength; round++) {
    const bytes = createHmac('sha512', key).update(`${material} ${round}`).digest();
    // 248 is four times 62: larger bytes would make some characters likelier.
    for (const byte of bytes) if (byte < 248 && random.length < randomLength) random += alphabet[byte % 62];
  }
  return prefix + random + checksum(random);
}

/** Whether it can be a token at all. True says nothing about whether it is valid. */
export function isTokenShaped(secret: string): boolean {
  const [, random, sum] = tokenShape.exec(secret) ?? [];
  return random !== undefined && checksum(random) === sum;
}

/** CRC-32 of the random part in base62, most significant digit first, padded with `0`. */
export function checksum(random: string): string {
  let rest = crc32(random);
  let digits = '';
  for (let place = 0; place < checksumLength; place++) {
    digits = alphabet[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** What the database keeps. A secret has 178 random bits, so a fast hash is enough. */
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest();

/** The first and the last four characters: enough to recognise a token by, too little to guess it. */
export const fingerprint = (secret: string) => ({ start: secret.slice(0, 8), lastFour: secret.slice(-4) });
