/**
 * Browsers that somebody has signed in with before, known by a long-lived cookie. It signs nobody in: it only keeps failed
 * attempts made elsewhere from locking the user out of this browser.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomSecret } from './secrets.ts';

export interface Device {
  userId: string;
  id: string;
}

/** The value of a new cookie: the user, a random id, and a signature of both. */
export function newDevice(key: string, userId: string): string {
  const id = randomSecret();
  return `${userId}.${id}.${signature(key, userId, id)}`;
}

/** The device a cookie was made for; null when it was not made with this key. */
export function readDevice(key: string, cookie: string | undefined): Device | null {
  const [, userId, id, signed] = /^(\d{1,19})\.([0-9A-Za-z]{30})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (!userId || !id || !signed) return null;
  return timingSafeEqual(Buffer.from(signed), Buffer.from(signature(key, userId, id))) ? { userId, id } : null;
}

const signature = (key: string, userId: string, id: string) =>
  createHmac('sha256', key).update(`device ${userId} ${id}`).digest('base64url');
