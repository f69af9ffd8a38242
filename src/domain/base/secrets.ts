/**
 * Creates, hashes and recognises secrets. A secret is shown once; only its hash is stored. Tokens contain a checksum, so that
 * typos and texts that only look like a token are refused without a query.
 */
import { createHmac, hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;

export const prefixes = { USER: 'lku_', PROJECT_ANALYSIS: 'lkp_', GLOBAL_ANALYSIS: 'lkg_' } as const;

export type TokenType = keyof typeof prefixes;
export type TokenPrefix = (typeof prefixes)[TokenType];

const tokenShape = /^lk[upg]_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** 30 random base62 characters, about 178 bits. `randomInt` has no modulo bias. */
export const randomSecret = () =>
  Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');

export function newToken(prefix: TokenPrefix): string {
  const random = randomSecret();
  return prefix + random + checksum(random);
}

/** A token computed from the key and `material`, always the same, so that a retry can be answered without storing it. */
export function derivedToken(prefix: TokenPrefix, key: string, material: string): string {
  let random = '';
  for (let round = 0; random.length < randomLength; round++) {
    const bytes = createHmac('sha512', key).update(`${material} ${round}`).digest();
    // 248 is four times 62: larger bytes would make some characters more likely.
    for (const byte of bytes) if (byte < 248 && random.length < randomLength) random += alphabet[byte % 62];
  }
  return prefix + random + checksum(random);
}

/** Whether the text has the shape and the checksum of a token. It may still be invalid. */
export function isTokenShaped(secret: string): boolean {
  const [, random, sum] = tokenShape.exec(secret) ?? [];
  return random !== undefined && checksum(random) === sum;
}

/**
 * The tokens in a text, each once. What stands before and after does not matter: in JSON and in URLs it may be a letter, as in
 * `\\nlku_…`. There, some writers escape the underscore.
 */
export function tokensIn(text: string): string[] {
  // Without zero bytes, text in UTF-16 is found as well.
  const plain = text.replaceAll('\0', '').replace(/%5f|\\u005f/gi, '_');
  const shaped = plain.matchAll(/(?=(lk[upg]_[0-9A-Za-z]{36}))/g);
  return [...new Set([...shaped].map(([, secret = '']) => secret))].filter(isTokenShaped);
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

/** The stored form of a secret. It has 178 random bits, so a fast hash is enough. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** The prefix with the first four random characters, and the last four: enough to recognise a token, too little to guess it. */
export const fingerprint = (secret: string) => ({ start: secret.slice(0, 8), lastFour: secret.slice(-4) });
