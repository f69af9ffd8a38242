/** Records in the log that failed sign-ins have locked an account or a network: once, at the failure after which it is locked. */
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import * as attempts from './rate-limit.ts';

interface Failure {
  /** Null: no user has the name. */
  userId: string | null;
  ip: string | undefined;
}

/** `locks`: the keys of the account and the network, as they were counted. */
export async function record(tx: Db, locks: readonly string[], { userId, ip }: Failure): Promise<void> {
  if (locks.length === 0) return;
  for (const { key, until } of await attempts.noteLocks(tx, locks)) {
    const network = /^network:(.*)/.exec(key)?.[1];
    const locked = network ?? (userId === null ? 'an unknown user name' : 'this account');
    const end = `Until ${until.toISOString()}, sign-ins ${network ? 'from there' : 'to it'} are refused, except in browsers in which the user has signed in before.`;
    await logs.record(tx, 'system', {
      type: 'OTHER',
      entity: 'User',
      id: (network ? null : userId) ?? '0',
      message: `Failed sign-ins have locked ${network ? `the network ${network}` : locked}.`,
      warnings: [end],
      // `locked` is first, because the page about the logs finds lockouts by it.
      current: { locked, until: until.toISOString(), ip: ip ?? null },
    });
  }
}
