/** The installation's secret key: from the configuration, or created once and kept in a file that only its owner can read. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { settings } from '../../../schema/settings.ts';
import type { Db } from '../../db/database.ts';
import { createWhole } from '../../db/whole-file.ts';

export class WrongKeyError extends Error {}

const fewestCharacters = 32;

/**
 * Returns `given`, or the key in the folder, which is created at the first start with a database. Throws WrongKeyError when
 * the passwords in the database were hashed with another key, because no user could sign in.
 */
export async function secretKey(db: Db, given: string | undefined, folder: string): Promise<string> {
  const key = given ?? keyIn(join(folder, 'secret-key'), (await fingerprintIn(db)) === undefined);
  const value = createHmac('sha256', key).update('fingerprint').digest('base64');
  await db.insert(settings).values({ name: 'secret_key_fingerprint', value }).onConflictDoNothing();
  if ((await fingerprintIn(db)) !== value)
    throw new WrongKeyError(
      'SECRET_KEY is not the key that this database was first started with (without SECRET_KEY: the file secret-key in DATA_DIR).',
    );
  return key;
}

function keyIn(file: string, isFirstStart: boolean): string {
  // Of two first starts at the same time, the slower one uses the key of the faster one.
  if (isFirstStart && !existsSync(file)) createWhole(file, randomBytes(48).toString('base64'));
  const restore = 'Restore it from a backup, or set SECRET_KEY to the key: passwords are hashed with it.';
  if (!existsSync(file)) throw new WrongKeyError(`The file ${file} is missing. ${restore}`);
  const key = readFileSync(file, 'utf8');
  if (key.length >= fewestCharacters) return key;
  throw new WrongKeyError(`The key in ${file} has fewer than ${fewestCharacters} characters. ${restore}`);
}

async function fingerprintIn(db: Db): Promise<string | undefined> {
  const [kept] = await db.select().from(settings).where(eq(settings.name, 'secret_key_fingerprint'));
  return kept?.value;
}
