/** The installation's own key: given from outside, or made once and kept in a file only its owner can read. */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { settings } from '../../schema/settings.ts';
import type { Db } from '../db/open.ts';

/** The key from `given`, else from the folder, where it is made at the first start. */
export function secretKey(given: string | undefined, folder: string): string {
  if (given !== undefined) return given;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'secret-key');
  try {
    // Fails when the file is there, so two first starts at once agree on one key.
    writeFileSync(file, randomBytes(48).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

export class WrongKeyError extends Error {}

/** Refuses a key other than the one the database's passwords were hashed with: nobody could sign in. */
export async function requireSameKey(db: Db, key: string): Promise<void> {
  const value = createHmac('sha256', key).update('fingerprint').digest('base64');
  await db.insert(settings).values({ name: 'secret_key_fingerprint', value }).onConflictDoNothing();
  const [kept] = await db.select().from(settings).where(eq(settings.name, 'secret_key_fingerprint'));
  if (kept?.value !== value)
    throw new WrongKeyError(
      'SECRET_KEY is not the key this database was first started with (without SECRET_KEY: the file secret-key in DATA_DIR).',
    );
}
