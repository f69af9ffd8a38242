/** Parsed documents kept by their text, the last used ones, so many characters in all. */
const most = 1_000_000;
/** Longer ones are parsed each time. */
const longest = 20_000;

export interface Kept<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

export function keptDocuments<T>(): Kept<T> {
  const kept = new Map<string, T>();
  let size = 0;
  return {
    get: (text) => {
      const found = kept.get(text);
      if (found !== undefined) {
        kept.delete(text);
        kept.set(text, found);
      }
      return found;
    },
    set: (text, value) => {
      if (text.length > longest) return;
      if (!kept.has(text)) size += text.length;
      kept.set(text, value);
      for (const oldest of kept.keys()) {
        if (size <= most) return;
        kept.delete(oldest);
        size -= oldest.length;
      }
    },
  };
}
