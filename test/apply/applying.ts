/** Runs `latchkey apply` and `latchkey reach` in this process, on the database of a server or with a session on it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jest } from '@jest/globals';
import { type ApplyOptions, applyCommand } from '../../src/apply/command.ts';
import type { Connect } from '../../src/apply/connect.ts';
import { onDatabase } from '../../src/apply/database.ts';
import type { Driver } from '../../src/apply/driver.ts';
import { type ReachOptions, reachCommand } from '../../src/apply/reach-command.ts';
import { asPerson, asToken } from '../../src/apply/server.ts';
import type { Ask } from '../../src/commands/ask.ts';
import { readConfig } from '../../src/config.ts';
import { openBreached } from '../../src/domain/sign-in/breached-passwords.ts';
import { type Latchkey, pepper } from '../server.ts';
import { password as usual } from '../test-users.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export const modes = ['database', 'server'] as const;
export type Mode = (typeof modes)[number];

export interface Applying {
  folder: string;
  /** Writes a file, and returns its path. */
  write(name: string, text: string): string;
  read(name: string): string;
  apply(text: string, options?: ApplyOptions): Promise<Ran>;
  reach(text: string, options?: Partial<ReachOptions>): Promise<Ran>;
  remove(): void;
}

interface Who {
  username: string;
  password?: string;
  code?: (types: readonly string[]) => Promise<string>;
  /** Called after each document that a run has sent. */
  sent?: (document: string) => Promise<unknown>;
}

/** `who`: signs in with the password of the tests, unless there is another. */
export function applying(server: Latchkey, mode: Mode, who: Who): Applying {
  const { username, password = usual, code = async () => '', sent } = who;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-apply-'));
  const connect: Connect = async ({ token }, isReading, act) => {
    if (mode === 'database') {
      const breached = await openBreached(undefined);
      return act(onDatabase({ db: server.db, pepper, breached }, readConfig({})));
    }
    if (isReading && token) return act(asToken(server.url, token));
    return asPerson(server.url, { username, password: async () => password, code }, (driver) =>
      act(sent ? observed(driver, sent) : driver),
    );
  };
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  return {
    folder,
    write,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    apply: (text, options = {}) => ran(() => applyCommand(write('access.yaml', text), options, connect)),
    reach: (text, options = {}) => ran(() => reachCommand({ ...options, diff: write('access.yaml', text) }, connect)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function observed(driver: Driver, sent: (document: string) => Promise<unknown>): Driver {
  const ask: Ask = async (document, variables) => {
    const data = await driver.ask(document, variables);
    await sent(document);
    return data as never;
  };
  return { ...driver, ask, together: (work) => work(ask) };
}

/** As the command line does: an error is printed, and the exit code is 1. */
async function ran(command: () => Promise<number>): Promise<Ran> {
  const out = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const code = await command().catch((error: Error) => {
      console.error(error.message);
      return 1;
    });
    const lines = (spy: typeof out) => spy.mock.calls.map(([line]) => String(line)).join('\n');
    return { code, out: lines(out), err: lines(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
