/** Starts and stops the measured processes, and reads their memory and processor time. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Result, Task } from './load.ts';

export interface Server {
  url: string;
  process: ChildProcess;
  /** Everything it printed until it was ready. */
  printed: string;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Latchkey as delivered, without log lines. It is ready when it has printed `last`. */
export const startOurs = (settings: Record<string, string>, last = /GraphiQL/) =>
  start('dist/src/main.js', { PORT: '0', LOG_LEVEL: 'silent', ...settings }, last);

export const startFloor = (url: string) => start('dist/bench/floor.js', { DATABASE_URL: url }, /http/);

async function start(script: string, settings: Record<string, string>, last: RegExp): Promise<Server> {
  const env = { PATH: process.env.PATH, ...settings };
  const child = spawn(process.execPath, [script], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`;
    if (last.test(line)) break;
  }
  const [, url] = /(http:[\w/.]+:\d+)/.exec(printed) ?? [];
  if (!url) throw new Error(`${script} did not start:\n${printed}`);
  return { url, process: child, printed, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Processor time so far in milliseconds; 0 if the system does not report it. */
export function processorTime({ process: { pid } }: Server): number {
  const stat = proc(`${pid}/stat`);
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}

/** Resident memory in megabytes; 0 if the system does not report it. */
export const memory = ({ process: { pid } }: Server) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(proc(`${pid}/status`))?.[1] ?? 0) / 1024;

function proc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** The process that sends the requests. */
export function startLoad() {
  const child = fork(join(import.meta.dirname, 'load.js'));
  return {
    run: async (task: Task): Promise<Result> => {
      child.send(task);
      const [answer] = (await once(child, 'message')) as [Result | { failed: string }];
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    },
    stop: () => end(child),
  };
}
