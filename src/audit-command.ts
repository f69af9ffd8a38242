/** `latchkey audit`: verifies the log against its hash chain, and signs checkpoints of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { appendAll } from './domain/audit/chain.ts';
import { createHead, fromJson, toJson } from './domain/audit/checkpoints.ts';
import { logKeysOf } from './domain/audit/log-keys.ts';
import { mostFaults, type Verified, verify } from './domain/audit/verify.ts';
import type { Opened } from './open.ts';

/** Prints what was found. Returns the exit code: 0 without a fault, 1 with faults. */
export async function verifyCommand({ db, unhurried }: Opened, files: readonly string[]): Promise<0 | 1> {
  const kept = files.map((file) => {
    try {
      return fromJson(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new Error(`${file}: ${(error as Error).message}`);
    }
  });
  const keys = logKeysOf(db);
  const verified = await unhurried((db) => verify(db, keys, kept));
  console.log(summaryOf(verified));
  const { faults } = verified;
  for (const fault of faults.slice(0, mostFaults)) console.log(fault);
  if (faults.length >= mostFaults) console.log('The verification ended here; there may be more faults.');
  return faults.length === 0 ? 0 : 1;
}

function summaryOf({ blocks, entries, waiting, checkpoints, from, faults }: Verified): string {
  const removed = from.position === '0' ? '' : `, after ${from.entries} that were removed because of their age`;
  const counts = `${entries} entries in ${blocks} blocks${removed}; ${waiting} wait for their block; ${checkpoints} checkpoints.`;
  return `${faults.length === 0 ? 'The log is as it was written' : `${faults.length} faults were found`}: ${counts}`;
}

/** Signs the end of the log, and writes the checkpoint to the file or prints it. */
export async function checkpointCommand({ db }: Opened, file: string | undefined): Promise<void> {
  await appendAll(db);
  const text = toJson(await createHead(db), logKeysOf(db));
  if (file === undefined) process.stdout.write(text);
  // An older checkpoint is not replaced: it is worth as much as the new one.
  else writeFileSync(file, text, { flag: 'wx' });
}
