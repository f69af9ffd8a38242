/** `latchkey audit`: verifies the log at the command line, also against checkpoints in files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { openPostgres } from '../../src/db/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import { run } from '../stories/program.ts';

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-audit-'));
  database = await freshDatabase();
  const [code] = await latchkey('create-owner', '--username', 'ada', '--email', 'ada@example.com');
  expect(code).toBe(0);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function latchkey(...args: string[]): Promise<[number | null, string]> {
  const settings = { DATABASE_URL: database.url, SECRET_KEY: 'k'.repeat(40), DATA_DIR: folder };
  const program = run('cli.js', settings, args);
  return [await program.exit, program.output()];
}

const kept = () => join(folder, 'checkpoint.json');

test('a log as it was written is verified, with the checkpoint in a file', async () => {
  expect(await latchkey('audit', 'checkpoint', '--output', kept())).toEqual([0, '']);
  const checkpoint = JSON.parse(readFileSync(kept(), 'utf8'));
  expect(checkpoint).toMatchObject({ kind: 'HEAD', position: '1', public_key: expect.stringContaining('PUBLIC KEY') });
  const [code, output] = await latchkey('audit', 'verify', '--checkpoint', kept());
  expect(output).toMatch(
    /^The log is as it was written: \d+ entries in 1 blocks; 0 wait for their block; 2 checkpoints\.\n$/,
  );
  expect(code).toBe(0);
});

test('a checkpoint is printed without a file, and an existing file is not replaced', async () => {
  const [code, output] = await latchkey('audit', 'checkpoint');
  expect([code, JSON.parse(output).position]).toEqual([0, '1']);
  const before = readFileSync(kept(), 'utf8');
  expect((await latchkey('audit', 'checkpoint', '--output', kept()))[0]).toBe(1);
  expect(readFileSync(kept(), 'utf8')).toBe(before);
});

test('exit code 2: a file that is no checkpoint cannot be compared', async () => {
  const other = join(folder, 'other.json');
  writeFileSync(other, '{}');
  const [code, output] = await latchkey('audit', 'verify', '--checkpoint', other);
  expect([code, output]).toEqual([2, `${other}: This is not a checkpoint of the log of Latchkey.\n`]);
});

// The last test, because it leaves a fault.
test('exit code 1: an entry was changed', async () => {
  const { db, close } = openPostgres(database.url);
  await withoutTriggers(db, (tx) => tx.execute(sql`update logs set message = 'Nothing happened.'`));
  await close();
  const [code, output] = await latchkey('audit', 'verify');
  expect(output).toMatch(/^\d+ faults were found: .*\nEntry \d+ was changed\.\n/);
  expect(code).toBe(1);
});
