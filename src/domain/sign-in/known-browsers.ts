/**
 * Browsers that somebody has signed in with before, known by a long-lived cookie. It signs nobody in: it only keeps failed
 * attempts made elsewhere from locking the user out of this browser.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomSecret } from '../base/secrets.ts';

export interface Device {
  userId: string;
  id: string;
  /** Tells apart the passwords that the user had: with another one the browser is unknown again. */
  password: string;
}

interface User {
  id: string;
  passwordHash: string | null;
}

/** The value of a new cookie: the user, a random id, what tells the password apart, and a signature of all three. */
export function newDevice(key: string, user: User): string {
  const parts = [user.id, randomSecret(), passwordOf(key, user)];
  return [...parts, signature(key, parts)].join('.');
}

/** The device a cookie was made for; null when it was not made with this key. */
export function readDevice(key: string, cookie: string | undefined): Device | null {
  const [, userId, id, password, signed] =
    /^(\d{1,19})\.([0-9A-Za-z]{30})\.([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (!userId || !id || !password || !signed) return null;
  const expected = signature(key, [userId, id, password]);
  return timingSafeEqual(Buffer.from(signed), Buffer.from(expected)) ? { userId, id, password } : null;
}

/** Whether the user signed in with the device since the password was set. */
export const isKnown = (key: string, device: Device, user: User): boolean =>
  device.userId === user.id && device.password === passwordOf(key, user);

const passwordOf = (key: string, { passwordHash }: User) => hmac(key, `device password ${passwordHash}`);

const signature = (key: string, parts: readonly string[]) => hmac(key, `device ${parts.join(' ')}`);

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url');
