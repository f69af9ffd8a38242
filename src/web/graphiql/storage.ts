/**
 * Where GraphiQL stores tabs and history: the local storage of the browser, without request headers.
 * Its history would store headers in spite of `shouldPersistHeaders`, and they contain tokens.
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
