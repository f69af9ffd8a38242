/** What the server and the command line start from: the migrated database, and the key that belongs to it. */
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { type OpenDatabase, type OpenOptions, openPostgres } from './db/open.ts';
import { openPglite } from './db/open-pglite.ts';
import { createPartitions } from './db/partitions.ts';
import * as catalog from './domain/access/catalog.ts';
import { chainOldEntries } from './domain/audit/chain.ts';
import { logKeysFrom, setLogKeys } from './domain/audit/log-keys.ts';
import { secretKey } from './domain/base/secret-key.ts';
import { openBreached } from './domain/sign-in/breached-passwords.ts';
import type { PasswordSettings } from './domain/sign-in/new-passwords.ts';
import { ensureBuiltIn } from './domain/tokens/built-in-sets.ts';

export type Opened = OpenDatabase & PasswordSettings;

/** Opens a database that another process has migrated. The pool connects when it is used. */
export const openMigrated = (config: Config, listeners: Listeners): OpenDatabase =>
  openPostgres(config.DATABASE_URL ?? '', settingsOf(config, listeners));

/** What is called when something happens to the connections of a process. */
export interface Listeners extends Pick<OpenOptions, 'onConnectionError' | 'trace'> {
  /** Called when the standby can no longer be read, with the reason, and with null when it can be read again. */
  onReplica?(reason: string | null): void;
}

const settingsOf = (config: Config, { onReplica, ...options }: Listeners): OpenOptions => ({
  ...options,
  replica: config.DATABASE_READ_URL
    ? {
        url: config.DATABASE_READ_URL,
        mostBehindMs: config.DATABASE_READ_MAX_LAG * 1_000,
        ...(onReplica && { changed: onReplica }),
      }
    : undefined,
  sharedLookups: config.SHARED_LOOKUPS === 'on',
  preparedStatements: config.PREPARED_STATEMENTS,
});

/** `waiting` is called repeatedly while another process migrates the database. */
export async function open(config: Config, listeners: Listeners, waiting: () => void): Promise<Opened> {
  const settings = settingsOf(config, listeners);
  const breached = await openBreached(config.BREACHED_PASSWORDS);
  const database = config.DATABASE_URL
    ? openPostgres(config.DATABASE_URL, settings)
    : await openPglite(config.DATA_DIR, settings);
  try {
    const isProbed = await database.requireConflicts();
    await migrate(database, waiting, async (tx, before) => {
      if (!before.has('logs') || before.has('log_blocks')) return;
      const key = await secretKey(tx, config.SECRET_KEY, config.DATA_DIR);
      await chainOldEntries(tx, logKeysFrom(key));
    });
    if (!isProbed) await database.requireConflicts();
    // After the migration, because it compares a table.
    await database.requireStandby().catch((error: Error) => {
      throw new Error(`The server of DATABASE_READ_URL ${error.message}`);
    });
    const pepper = await secretKey(database.db, config.SECRET_KEY, config.DATA_DIR);
    setLogKeys(database.db, pepper);
    await createPartitions(database.db);
    await catalog.open(database.db);
    await ensureBuiltIn(database.db);
    return { ...database, pepper, breached };
  } catch (error) {
    await database.close();
    throw error;
  }
}
