/** Gives new secrets to programs of the operator's choice, on their standard input: never as an argument, in a file or in an output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { environmentFor } from '../config.ts';
import type { Delivery } from './change.ts';
import type { Ask } from '../commands/ask.ts';
import { nameOf } from './kinds/token-values.ts';
import { confirmDelivered, revokeUndelivered } from './kinds/tokens.ts';
import { visible } from '../commands/lines.ts';

/** A program that has not ended by then is ended. */
const longestMs = 60_000;

/**
 * Delivers each secret. A new token whose secret cannot be delivered is revoked; that of a renewed one is delivered again by the
 * next run, and its old secret works for a day. Returns what failed, a line each.
 */
export async function deliverAll(ask: Ask, deliveries: readonly Delivery[], mostMs = longestMs): Promise<string[]> {
  const faults: string[] = [];
  for (const delivery of deliveries) {
    const { account, name, place } = delivery.token;
    const what = `${place} The secret of ${nameOf(account, name)}`;
    const fault = await deliver(delivery, mostMs);
    const then = fault === null ? await confirmed(ask, delivery) : await givenUp(ask, delivery);
    if (fault !== null) faults.push(`${what} could not be delivered: ${fault} ${then}`);
    else if (then !== null) faults.push(`${what} was delivered, but ${then}`);
  }
  return faults.map(visible);
}

/** The others are still delivered if this fails. Returns what went wrong; null: nothing. */
const confirmed = (ask: Ask, { token, secret }: Delivery): Promise<string | null> =>
  confirmDelivered(ask, token.id, secret).then(
    () => null,
    ({ message }: Error) => `this could not be stored, so that the next run delivers a secret again: ${message}`,
  );

/** Returns what becomes of the token. */
async function givenUp(ask: Ask, { token, isNew }: Delivery): Promise<string> {
  if (!isNew) return 'The next run delivers it again; until then the old secret works for at most a day.';
  return revokeUndelivered(ask, token.id).then(
    () => 'The token was revoked.',
    ({ message }: Error) => `The token could not be revoked: ${message}`,
  );
}

/** What went wrong; null: nothing. */
function deliver({ command, secret, token }: Delivery, mostMs: number): Promise<string | null> {
  const [program = '', ...args] = command ?? [];
  const { id, account, name } = token;
  const env = environmentFor({ LATCHKEY_TOKEN_ID: id, LATCHKEY_TOKEN_ACCOUNT: account, LATCHKEY_TOKEN_NAME: name });
  return new Promise((done) => {
    let child: ChildProcess;
    try {
      // Its output is not shown, because it may contain the secret in any form. In a process group of its own, so that the
      // programs that it starts end with it.
      child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    } catch (error) {
      // Some reasons why a program cannot be started are thrown, and others are events.
      return done(unstarted(error as Error));
    }
    // Not the option of `spawn`, which waits for the end of programs that were never started.
    const limit = setTimeout(() => killGroup(child), mostMs);
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

/** Other signals can be ignored. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const unstarted = ({ message }: Error) => `The command cannot be started: ${message.replace(/\.$/, '')}.`;
