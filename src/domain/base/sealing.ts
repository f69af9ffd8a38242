/**
 * Encrypts secrets that the server must read again, and hashes codes that are too short for a plain hash: both with keys
 * made from the key of the installation, so that the database alone reveals neither.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a secret. `about` says what it is of: sealed for something else, it cannot be read. */
export function seal(key: string, about: string, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, derived(key, 'sealing'), nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(about));
  const encrypted = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** Throws if it was sealed with another key, about something else, or changed. */
export function unseal(key: string, about: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, derived(key, 'sealing'), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

/** The stored form of a short code: without the key it cannot be guessed from the hash. */
export const keyedHash = (key: string, about: string, code: string): Buffer =>
  createHmac('sha256', derived(key, 'codes')).update(`${about} ${code}`).digest();

/** 32 bytes for one purpose. */
export const derived = (key: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `latchkey ${purpose}`, 32));
