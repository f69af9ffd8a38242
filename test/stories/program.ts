/** The built program as its operator runs it: a process with settings in its environment, and its output. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const dist = (file: string) => fileURLToPath(new URL(`../../dist/src/${file}`, import.meta.url));

export interface Program {
  /** Its output so far. */
  output(): string;
  /** The lines of output for humans; the log is JSON. */
  said(): string[];
  /** Stops reading its output. */
  stopReading(): void;
  /** Sends a signal; returns the exit code, or null if the signal ended the process. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Resolves when the process ends. */
  exit: Promise<number | null>;
}

/** `before` are shell commands that run in the same process first. */
export function run(
  file: 'main.js' | 'cli.js',
  settings: Record<string, string>,
  args: string[] = [],
  before = 'true',
): Program {
  const command = ['-c', `${before} && exec "$0" "$@"`, process.execPath, dist(file), ...args];
  return follow('sh', command, settings);
}

/** Runs a program, in the folder and as the user that `where` names. */
export function follow(
  program: string,
  args: string[],
  settings: Record<string, string>,
  where: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid'> = {},
): Program {
  // Tests send more requests in a minute than people and programs.
  const env = { PATH: process.env.PATH, REQUESTS_PER_MINUTE: '0', ...settings };
  const child: ChildProcess = spawn(program, args, { ...where, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Unread output would keep the process from counting as closed.
  child.once('exit', () => {
    for (const stream of [child.stdout, child.stderr]) stream?.resume();
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    output: () => output,
    said: () => output.split('\n').filter((line) => !line.startsWith('{')),
    stopReading: () => {
      for (const stream of [child.stdout, child.stderr]) stream?.pause();
    },
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exit;
    },
    exit,
  };
}

/** Starts the server on a free port and waits until it runs; throws its output if it ends instead. */
export const startProgram = (settings: Record<string, string>) =>
  untilRunning(run('main.js', { PORT: '0', ...settings }));

export async function untilRunning(program: Program): Promise<Program & { url: string }> {
  let ended = false;
  program.exit.then(() => (ended = true));
  for (;;) {
    const [, url] = /GraphiQL {2}(http\S+)\/graphiql\n/.exec(program.output()) ?? [];
    if (url) return { ...program, url };
    if (ended) throw new Error(`The program ended:\n${program.output()}`);
    await sleep(20);
  }
}
