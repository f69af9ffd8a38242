/**
 * Where GraphiQL remembers tabs and history: this browser's local storage, without any request headers.
 * Its history would keep them, whatever `shouldPersistHeaders` says, and they hold tokens.
 */
const namespace = 'graphiql:';
const histories = new Set([`${namespace}queries`, `${namespace}favorites`]);

export const storage = {
  getItem: (key: string) => localStorage.getItem(key),
  setItem: (key: string, value: string) =>
    localStorage.setItem(key, histories.has(key) ? withoutHeaders(value) : value),
  removeItem: (key: string) => localStorage.removeItem(key),
  clear: () => {
    for (const key of ownKeys()) localStorage.removeItem(key);
  },
  get length() {
    return ownKeys().length;
  },
};

function withoutHeaders(history: string): string {
  return JSON.stringify(JSON.parse(history), (key, value) => (key === 'headers' ? undefined : value));
}

function ownKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(namespace));
}
