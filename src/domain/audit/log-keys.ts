/**
 * The keys with which the log is protected, derived from the secret key of the installation. They are not in the database, so
 * that somebody who can only write there can neither add entries nor sign.
 */
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import { openedOf } from '../../db/for-request.ts';
import { derived } from '../base/sealing.ts';

export interface LogKeys {
  mac(content: Buffer): Buffer;
  /** Whether the MAC was made with the key for this content. */
  isMac(mac: Buffer, content: Buffer): boolean;
  /** Ed25519. */
  signing: KeyObject;
  verifying: KeyObject;
}

const keys = new WeakMap<Db, LogKeys>();

/** Derives the keys for a database that was opened. Must be called before anything is changed in it. */
export const setLogKeys = (db: Db, secretKey: string): void => void keys.set(openedOf(db), logKeysFrom(secretKey));

export function logKeysOf(db: Db): LogKeys {
  const known = keys.get(openedOf(db));
  if (!known) throw new Error('The keys of the log were not set for this database.');
  return known;
}

export function logKeysFrom(secretKey: string): LogKeys {
  const macKey = derived(secretKey, 'log mac');
  const signing = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, derived(secretKey, 'log signature')]),
    format: 'der',
    type: 'pkcs8',
  });
  const mac = (content: Buffer) => createHmac('sha256', macKey).update(content).digest();
  return {
    mac,
    isMac: (given, content) => given.length === 32 && timingSafeEqual(given, mac(content)),
    signing,
    verifying: createPublicKey(signing),
  };
}

/** What PKCS #8 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
