/** What the server and the command line start from: the migrated database, and the key that belongs to it. */
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { type OpenDatabase, type OpenOptions, openPostgres } from './db/open.ts';
import { openPglite } from './db/open-pglite.ts';
import { secretKey } from './domain/base/secret-key.ts';
import { ensureBuiltIn } from './domain/tokens/permission-sets.ts';

export type Opened = OpenDatabase & { pepper: string };

/** Opens a database that another process has migrated. The pool connects when it is used. */
export const openMigrated = (config: Config, options: OpenOptions): OpenDatabase =>
  openPostgres(config.DATABASE_URL ?? '', settingsOf(config, options));

const settingsOf = (config: Config, options: OpenOptions): OpenOptions => ({
  ...options,
  sharedLookups: config.SHARED_LOOKUPS === 'on',
  preparedStatements: config.PREPARED_STATEMENTS === 'on',
});

/** `waiting` is called repeatedly while another process migrates the database. */
export async function open(config: Config, options: OpenOptions, waiting: () => void): Promise<Opened> {
  const settings = settingsOf(config, options);
  const database = config.DATABASE_URL
    ? openPostgres(config.DATABASE_URL, settings)
    : await openPglite(config.DATA_DIR, settings);
  try {
    const isProbed = await database.requireConflicts();
    await migrate(database, waiting);
    if (!isProbed) await database.requireConflicts();
    await ensureBuiltIn(database.db);
    const pepper = await secretKey(database.db, config.SECRET_KEY, config.DATA_DIR);
    return { ...database, pepper };
  } catch (error) {
    await database.close();
    throw error;
  }
}
