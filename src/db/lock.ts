/**
 * The lock on the data folder. The kernel keeps it and drops it with the process, so a crash leaves nothing to clean
 * up.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';

export class FolderHeldError extends Error {
  constructor(folder: string) {
    super(`Another Latchkey is running on the folder ${folder}. Stop it first, or choose another with DATA_DIR.`);
  }
}

/**
 * Creates the folder (readable by its owner only) if it is missing, and locks it until the returned function is called.
 */
export function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(join(folder, 'lock'), 'w', 0o600);
  if (!tryLock(file)) {
    closeSync(file);
    throw new FolderHeldError(folder);
  }
  return () => closeSync(file);
}
