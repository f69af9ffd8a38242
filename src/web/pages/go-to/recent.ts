/**
 * What the user opened last from the search of pages: in this tab only, because names of users and tokens should not stay in the
 * browser.
 */
import type { Target } from './target.ts';

const most = 6;

const keyOf = (userId: string) => `latchkey opened ${userId}`;

export function recentOf(userId: string): Target[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

export function remember(userId: string, { id, name, detail, href }: Target): void {
  const others = recentOf(userId).filter((one) => one.id !== id);
  try {
    sessionStorage.setItem(keyOf(userId), JSON.stringify([{ id, name, detail, href }, ...others].slice(0, most)));
  } catch {
    // Some browsers refuse storage. The search works without it.
  }
}
