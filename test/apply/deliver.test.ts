/** The delivery of a secret to a command: what is said if it fails, and that the command ends. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { deliver } from '../../src/apply/deliver.ts';
import { type Ask, AskError } from '../../src/commands/ask.ts';

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

const token = { id: '7', account: 'bot', name: 'nightly', place: 'access.yaml:6:7' };
const refusing =
  (code: string): Ask =>
  async () => {
    throw new AskError('Refused.', code);
  };

test.each([
  [
    'another secret was made since',
    'CONFLICT',
    'Refused. If no program has the secret that works now, revoke the token and run it again.',
  ],
  ['it cannot be stored', 'FORBIDDEN', 'this could not be stored, so that the next run delivers it again: Refused.'],
])('that a secret was delivered is not confirmed if %s', async (_, code, why) => {
  const delivery = { token, secret: 'lku_x', command: ['true'], isNew: true };
  expect(await deliver(refusing(code), delivery)).toEqual({
    outcome: 'unconfirmed',
    fault: `access.yaml:6:7 The secret of bot/nightly was delivered, but ${why}`,
  });
});

test('a new token that cannot be revoked after its delivery has failed is reported', async () => {
  const delivery = { token, secret: 'lku_x', command: ['false'], isNew: true };
  const { outcome, fault } = await deliver(refusing('FORBIDDEN'), delivery);
  expect(fault).toMatch(/false ended with exit code 1\. .* The token could not be revoked: Refused\.$/);
  expect(outcome).toBe('undelivered');
});

test('a new token that got another secret since is not revoked when the delivery of the first one fails', async () => {
  const delivery = { token, secret: 'lku_x1234', command: ['false'], isNew: true };
  const sent: unknown[] = [];
  const ask: Ask = async (_document, variables) => {
    sent.push(variables);
    throw new AskError('It has another one.', 'CONFLICT');
  };
  const { outcome, fault } = await deliver(ask, delivery);
  expect(fault).toMatch(/It has another one\. It was not revoked\.$/);
  expect(outcome).toBe('undelivered');
  expect(sent).toEqual([expect.objectContaining({ id: '7', last_four: '1234' })]);
});

test.each([
  ['its path is not one', ['/dev/null/program']],
  ['an argument is too long', ['cat', 'x'.repeat(200_000)]],
  ['an argument contains a null character', ['cat', 'a\0b']],
  ['it does not exist', ['/nowhere/program']],
])('a command cannot be started if %s', async (_, command) => {
  const ask: Ask = async () => undefined as never;
  const { outcome, fault } = await deliver(ask, { token, secret: 'lku_x', command, isNew: true });
  expect(fault).toMatch(/ could not be delivered: The command cannot be started: .*\. The token was revoked\.$/);
  expect(outcome).toBe('revoked');
});

test('a command that ignores SIGTERM is ended with the programs that it has started, and the new token is revoked', async () => {
  const sent: [string, unknown][] = [];
  const ask: Ask = async (document, variables) => void sent.push([document, variables]) as never;
  const script = `trap '' TERM; sleep 600 & echo "$$ $!" > "$0/pids"; wait`;
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
