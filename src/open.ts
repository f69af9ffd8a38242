/** What both the server and the command line start from: the database, migrated, and the key that belongs to it. */
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { type OpenDatabase, type OpenOptions, openPglite, openPostgres } from './db/open.ts';
import { ensureBuiltIn } from './domain/permission-sets.ts';
import { requireSameKey, secretKey } from './domain/secret-key.ts';

export type Opened = OpenDatabase & { pepper: string };

export async function open(config: Config, options: OpenOptions = {}): Promise<Opened> {
  const database = config.DATABASE_URL
    ? openPostgres(config.DATABASE_URL, options)
    : await openPglite(config.DATA_DIR, options);
  try {
    await migrate(database.db);
    await ensureBuiltIn(database.db);
    const pepper = secretKey(config.SECRET_KEY, config.DATA_DIR);
    await requireSameKey(database.db, pepper);
    return { ...database, pepper };
  } catch (error) {
    await database.close();
    throw error;
  }
}
