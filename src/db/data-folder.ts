/**
 * Whether the embedded database in a data folder may be made anew: until its first start is complete, which the file
 * `state` says, and never afterwards. A damaged database is refused and not replaced by an empty one.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceWhole } from './whole-file.ts';

export class DamagedFolderError extends Error {
  constructor(database: string, why: string, cause?: unknown) {
    super(
      `The database in ${database} cannot be used: ${why} It was not replaced. Restore the whole folder from a backup, or choose another with DATA_DIR.`,
      { cause },
    );
  }
}

const databaseIn = (folder: string) => join(folder, 'pglite');
const stateOf = (folder: string) => join(folder, 'state');

/** Without these PGlite makes an empty database in the folder. */
const essential = ['PG_VERSION', 'global/pg_control'];

/**
 * Prepares a folder that we hold: what a first start that was cut short left is removed. Tells whether there is a database,
 * and throws where files of one are missing. A folder of a version that kept no state is as good as a complete one.
 */
export function prepareFolder(folder: string): { database: string; exists: boolean } {
  const [database, state] = [databaseIn(folder), readState(folder)];
  if (state === 'unfinished') rmSync(database, { recursive: true, force: true });
  else if (state || !isEmpty(database)) {
    const missing = essential.find((name) => !existsSync(join(database, name)));
    if (missing) throw new DamagedFolderError(database, `the file ${missing} is missing.`);
    return { database, exists: true };
  }
  replaceWhole(stateOf(folder), 'unfinished\n');
  return { database, exists: false };
}

/** From now on what is in the folder is never made anew. */
export function markComplete(folder: string): void {
  if (readState(folder) !== 'complete') replaceWhole(stateOf(folder), 'complete\n');
}

function readState(folder: string): string | undefined {
  const file = stateOf(folder);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const isEmpty = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0;
