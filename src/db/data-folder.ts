/**
 * Decides whether to create the embedded database in a data folder. Until its first start is complete (recorded in the
 * file `state`), what an interrupted start left is deleted and created again. Afterwards never: a damaged database is
 * an error.
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

/** Without these files PGlite creates an empty database in the folder. */
const essential = ['PG_VERSION', 'global/pg_control'];

/**
 * Prepares a folder that this process has locked: removes what an interrupted first start left. Returns whether there
 * is a database, and throws if files of one are missing. A folder from a version without the file `state` counts as
 * complete.
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

/** For what makes sense only with data. Throws if the folder has no database, and creates nothing. */
export function requireDatabase(folder: string): void {
  if (isEmpty(databaseIn(folder))) throw new Error(`There is no database in ${folder}. Name its folder with DATA_DIR.`);
}

/** From now on the contents of the folder are never created again. */
export function markComplete(folder: string): void {
  if (readState(folder) !== 'complete') replaceWhole(stateOf(folder), 'complete\n');
}

function readState(folder: string): string | undefined {
  const file = stateOf(folder);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const isEmpty = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0;
