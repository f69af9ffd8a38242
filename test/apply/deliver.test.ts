/** Commands for secrets that do not end by themselves. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { deliver } from '../../src/apply/deliver.ts';
import type { Ask } from '../../src/commands/ask.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-deliver-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether a process runs; one that has ended may wait for its parent as a zombie. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('a command that ignores SIGTERM is ended with the programs that it has started, and the new token is revoked', async () => {
  const sent: [string, unknown][] = [];
  const ask: Ask = async (document, variables) => void sent.push([document, variables]) as never;
  const script = `trap '' TERM; sleep 600 & echo "$$ $!" > "$0/pids"; wait`;
  const token = { id: '7', account: 'bot', name: 'nightly', place: 'access.yaml:6:7' };
  const delivery = { token, secret: 'lku_x', command: ['sh', '-c', script, folder], isNew: true };
  const { outcome, fault } = await deliver(ask, delivery, 3_000);
  expect(fault).toBe(
    'access.yaml:6:7 The secret of bot/nightly could not be delivered: sh was ended by SIGKILL. Its output is not shown, because it could contain the secret. The token was revoked.',
  );
  expect(outcome).toBe('revoked');
  expect(sent).toEqual([[expect.stringContaining('deletePersonalAccessToken'), expect.objectContaining({ id: '7' })]]);
  const pids = readFileSync(join(folder, 'pids'), 'utf8').trim().split(' ').map(Number);
  expect(pids).toHaveLength(2);
  // The signal may arrive after the shell has ended.
  while (pids.some(isRunning)) await sleep(10);
});
