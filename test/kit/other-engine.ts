/** A database that speaks the protocol of PostgreSQL and differs from it: a proxy that rewrites statements before PostgreSQL reads them. */
import { type Forwarder, openForwarder } from './forwarder.ts';

/** What matches `pattern` is replaced, and filled up with spaces to its length. */
export function openEngine(url: string, pattern: RegExp, replacement: string): Promise<Forwarder> {
  const replaced = (found: string) => {
    if (replacement.length > found.length) throw new Error(`"${replacement}" is longer than "${found}".`);
    return replacement.padEnd(found.length);
  };
  return openForwarder(url, {
    target: () => new URL(url),
    sent: (data) => Buffer.from(data.toString('latin1').replace(pattern, replaced), 'latin1'),
  });
}
