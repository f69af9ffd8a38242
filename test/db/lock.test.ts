/** The data folder is locked by one process at a time, and unlocked when that process ends in any way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderHeldError, holdFolder } from '../../src/db/lock.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'latchkey-lock-'));
  folder = join(parent, 'new', 'data');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test('a folder can be locked once, and again after it was released', () => {
  const release = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(new FolderHeldError(folder));
  release();
  holdFolder(folder)();
});

test('a missing folder is created, accessible by its owner only', () => {
  holdFolder(folder)();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o600);
});

test('a folder locked by another process can be locked after that process was killed', async () => {
  holdFolder(folder)();
  const holder: ChildProcess = spawn(process.execPath, [
    '-e',
    `require(process.argv[1]).tryLock(require('fs').openSync(process.argv[2], 'w')) && console.log('held'); setInterval(() => 0, 1e6);`,
    createRequire(import.meta.url).resolve('fs-native-extensions'),
    join(folder, 'lock'),
  ]);
  await once(holder.stdout as NodeJS.ReadableStream, 'data');
  expect(() => holdFolder(folder)).toThrow(FolderHeldError);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  holdFolder(folder)();
});
