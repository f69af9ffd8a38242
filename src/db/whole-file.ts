/**
 * Writes small files so that they exist completely or not at all, even after a full disk, a crash or a power failure.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Writes a new file, readable by its owner only. A file with that name stays, even one that another process creates at
 * the same time.
 */
export function createWhole(file: string, content: string): void {
  write(file, content, (draft) => {
    try {
      // Unlike a rename, a link replaces nothing.
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
}

/** Writes a file, readable by its owner only, and replaces the existing one. */
export function replaceWhole(file: string, content: string): void {
  write(file, content, (draft) => renameSync(draft, file));
}

function write(file: string, content: string, publish: (draft: string) => void): void {
  const folder = dirname(resolve(file));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    sync(draft, 'r+');
    publish(draft);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(folder);
  syncFolder(dirname(folder));
}

function sync(path: string, flags: string): void {
  const opened = openSync(path, flags);
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function syncFolder(folder: string): void {
  try {
    sync(folder, 'r');
  } catch {
    // Some systems cannot sync a folder, and a folder that we may not read is not ours; the file itself is safe.
  }
}
