/**
 * Recognises browsers in which a user has signed in before, by a long-lived cookie. The cookie does not sign in; it only
 * prevents failed attempts made elsewhere from locking the user out of this browser.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomSecret } from '../base/secrets.ts';

export interface Device {
  userId: string;
  id: string;
  /** A keyed hash of the password's hash: after a change of the password the browser is unknown again. */
  password: string;
}

interface User {
  id: string;
  passwordHash: string | null;
}

export function newDevice(key: string, user: User): string {
  const parts = [user.id, randomSecret(), passwordOf(key, user)];
  return [...parts, signature(key, parts)].join('.');
}

export function readDevice(key: string, cookie: string | undefined): Device | null {
  const [, userId, id, password, signed] =
    /^(\d{1,19})\.([0-9A-Za-z]{30})\.([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (!userId || !id || !password || !signed) return null;
  const expected = signature(key, [userId, id, password]);
  return timingSafeEqual(Buffer.from(signed), Buffer.from(expected)) ? { userId, id, password } : null;
}

export const isKnown = (key: string, device: Device, user: User): boolean =>
  device.userId === user.id && device.password === passwordOf(key, user);

/** A keyed hash of the password's hash, by which a change of the password is noticed. */
export const passwordOf = (key: string, { passwordHash }: Pick<User, 'passwordHash'>) =>
  hmac(key, `device password ${passwordHash}`);

const signature = (key: string, parts: readonly string[]) => hmac(key, `device ${parts.join(' ')}`);

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url');
