/** A cache of parsed documents by their text: the most recently used ones, up to a total number of characters. */
import { perCatalog } from '../domain/access/permissions.ts';

const most = 1_000_000;
/** Longer documents are parsed each time. */
const longest = 20_000;

export interface DocumentCache<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

export function createDocumentCache<T>(): DocumentCache<T> {
  const entries = new Map<string, T>();
  let size = 0;
  return {
    get: (text) => {
      const found = entries.get(text);
      if (found !== undefined) {
        entries.delete(text);
        entries.set(text, found);
      }
      return found;
    },
    set: (text, value) => {
      if (text.length > longest) return;
      if (!entries.has(text)) size += text.length;
      entries.set(text, value);
      for (const oldest of entries.keys()) {
        if (size <= most) return;
        entries.delete(oldest);
        size -= oldest.length;
      }
    },
  };
}

/**
 * The same, emptied when the permission catalog changes. Whether a document is valid, and its compiled form, are kept by its
 * parsed form, so they are found again too.
 */
export function createCacheForCatalog<T>(): DocumentCache<T> {
  const now = perCatalog(() => createDocumentCache<T>());
  return { get: (text) => now().get(text), set: (text, value) => now().set(text, value) };
}
