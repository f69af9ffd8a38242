/** Starts and stops the programs of the benchmark. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Loaded, Task } from './load.ts';

export const root = join(import.meta.dirname, '../../..');

export interface Running {
  url: string;
  pid: number;
  child: ChildProcess;
  /** Everything it printed until it was ready. */
  printed: string;
  stop(): Promise<void>;
}

/** What a start needs: the program with its arguments, its environment, and the line that it prints when it is ready. */
export interface Start {
  program: string[];
  settings: Record<string, string>;
  ready: RegExp;
  cwd?: string;
  /** Whether the program and this process can send each other messages. */
  messages?: boolean;
}

export async function start({ program, settings, ready, cwd = root, messages = false }: Start): Promise<Running> {
  const env = { PATH: process.env.PATH, HOME: tmpdir(), ...settings };
  const [command, ...args] = program as [string, ...string[]];
  const channel = messages ? (['ipc'] as const) : [];
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit', ...channel] });
  const output = child.stdout as Readable;
  let printed = '';
  let isReady = false;
  for await (const line of createInterface({ input: output, signal: AbortSignal.timeout(120_000) })) {
    printed += `${line}\n`;
    isReady = ready.test(line);
    if (isReady) break;
  }
  output.resume();
  const [url] = printed.match(/https?:\/\/[\w.]+:\d+/g)?.slice(-1) ?? [];
  if (!isReady || !url) {
    await end(child);
    throw new Error(`${program.join(' ')} did not start:\n${printed}`);
  }
  return { url, pid: child.pid as number, child, printed, stop: () => end(child) };
}

/** Latchkey as delivered, without log lines. */
export const startLatchkey = (settings: Record<string, string>, ready = /GraphiQL/) =>
  start({
    program: [process.execPath, 'dist/src/main.js'],
    settings: { PORT: '0', LOG_LEVEL: 'silent', ...settings },
    ready,
  });

export const startMinimal = (url: string) =>
  start({
    program: [process.execPath, join(import.meta.dirname, 'minimal/server.js')],
    settings: { DATABASE_URL: url },
    ready: /http/,
  });

/** The process that sends the requests. */
export function startLoad() {
  const child = fork(join(import.meta.dirname, 'load.js'));
  return {
    pid: child.pid as number,
    run: async (task: Task): Promise<Loaded> => {
      child.send(task);
      const [answer] = (await once(child, 'message')) as [Loaded | { failed: string }];
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    },
    stop: () => end(child),
  };
}

export type Load = ReturnType<typeof startLoad>;

/** Longer than any server needs to finish its requests. */
const patienceMs = 15_000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  // Some servers wait for connections that their clients keep open.
  const limit = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await exit;
  clearTimeout(limit);
}
