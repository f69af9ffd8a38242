/** Gives new secrets to programs of the operator's choice, on their standard input: never as an argument, in a file or in an output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { type Ask, AskError } from '../commands/ask.ts';
import { environmentFor } from '../config.ts';
import { visible } from '../files/lines.ts';
import type { NewSecret, Outcome } from './change.ts';
import { nameOf } from './kinds/token-values.ts';
import { confirmDelivered, revokeUndelivered } from './kinds/tokens.ts';

/** A program that has not ended by then is ended. */
const longestMs = 60_000;

export interface Delivered {
  outcome: Outcome;
  /** What went wrong, in one line; null: nothing. */
  fault: string | null;
}

/**
 * Delivers a secret. A new token whose secret cannot be delivered is revoked; that of a renewed one is delivered again by the
 * next run, and its old secret works for a day.
 */
export async function deliver(ask: Ask, made: NewSecret, mostMs = longestMs): Promise<Delivered> {
  const { account, name, place } = made.token;
  const what = `${place} The secret of ${nameOf(account, name)}`;
  const fault = await send(made, mostMs);
  if (fault === null) {
    const unconfirmed = await confirmed(ask, made);
    return unconfirmed === null
      ? { outcome: 'delivered', fault: null }
      : { outcome: 'unconfirmed', fault: visible(`${what} was delivered, but ${unconfirmed}`) };
  }
  const [outcome, then] = await givenUp(ask, made);
  return { outcome, fault: visible(`${what} could not be delivered: ${fault} ${then}`) };
}

/** Others are still delivered if this fails. Returns what went wrong; null: nothing. */
const confirmed = (ask: Ask, { token, secret }: NewSecret): Promise<string | null> =>
  confirmDelivered(ask, token.id, secret).then(
    () => null,
    (error: Error) =>
      isReplaced(error)
        ? `${error.message} If no program has the secret that works now, revoke the token and run it again.`
        : `this could not be stored, so that the next run delivers it again: ${error.message}`,
  );

/** Another run has made another secret, or somebody has revoked the token. */
const isReplaced = (error: Error): boolean => error instanceof AskError && error.code === 'CONFLICT';

/** Returns what becomes of the token, and a sentence on it. */
async function givenUp(ask: Ask, { token, secret, isNew }: NewSecret): Promise<[Outcome, string]> {
  if (!isNew)
    return ['undelivered', 'The next run delivers it again; until then the old secret works for at most a day.'];
  return revokeUndelivered(ask, token.id, secret).then(
    () => ['revoked', 'The token was revoked.'],
    (error: Error) => [
      'undelivered',
      isReplaced(error) ? `${error.message} It was not revoked.` : `The token could not be revoked: ${error.message}`,
    ],
  );
}

/** What went wrong; null: nothing. */
function send({ command, secret, token }: NewSecret, mostMs: number): Promise<string | null> {
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
