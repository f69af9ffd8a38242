/** Gives new secrets to programs of the operator's choice, on their standard input: never as an argument, in a file or in an output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { environmentFor } from '../config.ts';
import type { Secret } from './change.ts';
import type { Ask } from './driver.ts';
import { nameOf } from './kinds/token-values.ts';
import { confirmDelivered, revokeUndelivered } from './kinds/tokens.ts';
import { visible } from './lines.ts';

/** A program that has not ended by then is ended. */
const longestMs = 60_000;

/**
 * Delivers each secret. A new token whose secret cannot be delivered is revoked; a renewed one gets another secret in the next
 * run, and its old secret works for another day. Returns what failed, a line each.
 */
export async function deliverAll(ask: Ask, secrets: readonly Secret[]): Promise<string[]> {
  const faults: string[] = [];
  for (const made of secrets) {
    const { account, name, place } = made.token;
    const what = `${place} The secret of ${nameOf(account, name)}`;
    const fault = await deliver(made);
    const then = fault === null ? await confirmed(ask, made) : await givenUp(ask, made);
    if (fault !== null) faults.push(`${what} could not be delivered: ${fault} ${then}`);
    else if (then !== null) faults.push(`${what} was delivered, but ${then}`);
  }
  return faults.map(visible);
}

/** The others are still delivered if this fails. Returns what went wrong; null: nothing. */
const confirmed = (ask: Ask, { token }: Secret): Promise<string | null> =>
  confirmDelivered(ask, token.id).then(
    () => null,
    ({ message }: Error) => `this could not be stored, so that the next run delivers another one: ${message}`,
  );

/** Returns what becomes of the token. */
async function givenUp(ask: Ask, { token, isNew }: Secret): Promise<string> {
  if (!isNew) return 'The next run delivers it again; until then the old secret works for at most a day.';
  return revokeUndelivered(ask, token.id).then(
    () => 'The token was revoked.',
    ({ message }: Error) => `The token could not be revoked: ${message}`,
  );
}

/** What went wrong; null: nothing. */
function deliver({ command, secret, token }: Secret): Promise<string | null> {
  const [program = '', ...args] = command ?? [];
  const { id, account, name } = token;
  const env = environmentFor({ LATCHKEY_TOKEN_ID: id, LATCHKEY_TOKEN_ACCOUNT: account, LATCHKEY_TOKEN_NAME: name });
  return new Promise((done) => {
    let child: ChildProcess;
    try {
      // Its output is not shown, because it may contain the secret in any form.
      child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
    } catch (error) {
      // Some reasons why a program cannot be started are thrown, and others are events.
      return done(unstarted(error as Error));
    }
    // Not the option of `spawn`, which waits for the end of programs that were never started.
    const limit = setTimeout(() => child.kill(), longestMs);
    const end = (fault: string | null) => {
      clearTimeout(limit);
      done(fault);
    };
    // A program may end without reading; its exit code decides.
    child.stdin?.on('error', () => undefined);
    child.on('error', (error) => end(unstarted(error)));
    child.on('close', (code, signal) => {
      if (code === 0) return end(null);
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      end(`${program} ${how}. Its output is not shown, because it could contain the secret.`);
    });
    child.stdin?.end(secret);
  });
}

const unstarted = ({ message }: Error) => `The command cannot be started: ${message.replace(/\.$/, '')}.`;
