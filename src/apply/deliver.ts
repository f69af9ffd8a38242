/** Gives new secrets to programs of the operator's choice, on their standard input: never as an argument, in a file or in an output. */
import { spawn } from 'node:child_process';
import { environmentFor } from '../config.ts';
import type { Secret } from './change.ts';
import type { Ask } from './driver.ts';
import { nameOf } from './kinds/token-values.ts';
import { confirmDelivered, revokeUndelivered } from './kinds/tokens.ts';

/** A program that has not ended by then is ended. */
const longestMs = 60_000;

/**
 * Delivers each secret. A new token whose secret cannot be delivered is revoked; a renewed one gets another secret in the next
 * run, and its old secret works for another day. Returns what failed, a line each.
 */
export async function deliverAll(ask: Ask, secrets: readonly Secret[]): Promise<string[]> {
  const faults: string[] = [];
  for (const made of secrets) {
    const { id, account, name, place } = made.token;
    const fault = await deliver(made);
    if (fault === null) {
      await confirmDelivered(ask, id);
      continue;
    }
    if (made.isNew) await revokeUndelivered(ask, id);
    const then = made.isNew
      ? 'The token was revoked.'
      : 'The next run delivers it again; until then the old secret works for at most a day.';
    faults.push(`${place} The secret of ${nameOf(account, name)} could not be delivered: ${fault} ${then}`);
  }
  return faults;
}

/** What went wrong; null: nothing. */
function deliver({ command, secret, token }: Secret): Promise<string | null> {
  const [program = '', ...args] = command ?? [];
  const { id, account, name } = token;
  const env = environmentFor({ LATCHKEY_TOKEN_ID: id, LATCHKEY_TOKEN_ACCOUNT: account, LATCHKEY_TOKEN_NAME: name });
  return new Promise((done) => {
    // Its output is not shown, because programs such as `tee` print what they read.
    const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'pipe'], timeout: longestMs });
    let said = '';
    child.stderr.on('data', (part) => {
      said = (said + part).slice(-2_000);
    });
    // A program may end without reading; its exit code decides.
    child.stdin.on('error', () => undefined);
    child.on('error', ({ message }) => done(`${message}.`));
    child.on('close', (code, signal) => {
      if (code === 0) return done(null);
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      const words = said.replaceAll(secret, '<secret>').trim();
      done(`${program} ${how}${words ? `: ${words}` : ''}.`);
    });
    child.stdin.end(secret);
  });
}
