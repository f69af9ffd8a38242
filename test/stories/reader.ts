/** Follows the documents like a reader: starts the server as the README says, and runs their code blocks unchanged. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { startCleanup } from '../kit/cleanup.ts';
import { freePort } from '../kit/cluster.ts';
import { deployment } from './deployment.ts';
import type { Block } from './document.ts';
import { openShell } from './shell.ts';

export interface Reader {
  /** What the server printed at its start. */
  printed: string[];
  /** The code with the reader's own address, token and password. */
  asWritten(code: string): string;
  /** Follows one document, in a shell and a folder of its own. */
  follow(): Promise<Follower>;
  stop(): Promise<void>;
}

export interface Follower {
  /** Runs a block and returns its output. */
  run(block: Block): Promise<string>;
  /** The block with the values of this reader. */
  asWritten(block: Block): Block;
  /** The temporary files that the blocks have left. */
  left(): string[];
  close(): Promise<void>;
}

/** `start` is the block that starts the server. */
export async function startReading(start: Block): Promise<Reader> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-documents-'));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const PATH = `${await programs(join(folder, 'bin'), address)}:${process.env.PATH}`;
  const settings = { PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' };
  // A process group of its own, because npm does not pass signals on to what it runs.
  const server = spawn('sh', ['-uc', start.code], {
    env: { PATH, HOME: folder, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const cleanup = startCleanup(folder);
  const group = -(server.pid as number);
  cleanup.watch(group);
  const printed = await until('This is shown only once.', server);
  const token = printed.join('\n').match(/Bearer (\w+)/)?.[1] ?? '';
  const password = /password {3}(\S+)/.exec(printed.join('\n'))?.[1] ?? '';
  const asWritten = (code: string) =>
    code.replaceAll('http://localhost:4000', address).replaceAll('<token>', token).replaceAll('<password>', password);

  const askAsOwner = async (query: string) => {
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(address + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const signedIn = await post('/sign-in', { username: 'owner', password });
    const response = await post('/api/graphql', { query }, { Cookie: signedIn.headers.getSetCookie()[0] ?? '' });
    return response.text();
  };

  let followed = 0;
  return {
    printed,
    asWritten,
    follow: async () => {
      const own = join(folder, `reader-${++followed}`);
      const [cwd, temporary] = [join(own, 'checkout'), join(own, 'temporary')];
      for (const path of [cwd, temporary, join(own, 'etc')]) mkdirSync(path, { recursive: true });
      symlinkSync(resolve('docs'), join(cwd, 'docs'));
      // As in a terminal, curl shows no progress next to an answer.
      writeFileSync(join(own, '.curlrc'), 'no-progress-meter\n');
      const shell = openShell(own, cwd, { PATH, HOME: own, TMPDIR: temporary });
      const deployed = await deployment(own);
      const apiPort = await freePort();
      const written = (code: string) =>
        deployed.asWritten(asWritten(code)).replaceAll('API_PORT=3000', `API_PORT=${apiPort}`);
      const kinds: Record<string, (code: string) => Promise<string>> = {
        sh: shell.run,
        // Commands of Docker and Kubernetes: test/stories/deploy.test.ts checks the files that they use.
        console: async () => '',
        graphql: askAsOwner,
        ...deployed.kinds,
      };
      return {
        asWritten: ({ code, answer, ...block }) => ({
          ...block,
          code: written(code),
          answer: answer && { ...answer, code: written(answer.code) },
        }),
        run: async ({ language, code, at }) => {
          const run = kinds[language];
          if (!run) throw new Error(`${at}: nothing here runs blocks of ${language || 'no language'}.`);
          return run(code).catch((cause) => {
            throw new Error(`${at}: ${cause.message}`, { cause });
          });
        },
        left: () => readdirSync(temporary),
        close: async () => {
          await shell.close();
          await deployed.stop();
        },
      };
    },
    stop: async () => {
      const exit = once(server, 'close');
      process.kill(group, 'SIGTERM');
      await exit;
      cleanup.watch(undefined);
      await cleanup.finish();
    },
  };
}

/**
 * Programs for the front of the PATH. The checkout is already installed and built, and other tests use it at the same time, so
 * npm does neither, and in other folders it links the packages of the checkout; npx runs from any folder; where there is no
 * curl, a small program of the tests replaces it.
 */
async function programs(folder: string, address: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const program = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const node = (file: string, args = '"$@"') => `exec "${process.execPath}" "${resolve(file)}" ${args}`;
  program(
    'npm',
    `case "$*" in ci|'run build'|'prune --omit=dev') exit 0;; esac
if [ "$1" = install ]; then
  shift
  for package; do
    case "$package" in
      ../latchkey) from="${resolve('.')}" to=node_modules/latchkey;;
      *) from="${resolve('node_modules')}/$package" to="node_modules/$package";;
    esac
    mkdir -p "$(dirname "$to")" && ln -sfn "$from" "$to" || exit 1
  done
  exit 0
fi
cd "${resolve('.')}" && PATH="${process.env.PATH}" exec npm "$@"`,
  );
  program(
    'npx',
    `program=$1; shift
case "$program" in
  latchkey) ${node('dist/src/cli.js')};;
  newman) ${node('node_modules/newman/bin/newman.js', `"$@" --env-var base_url=${address}`)};;
esac
exit 1`,
  );
  const installed = await promisify(execFile)('curl', ['--version']).catch(() => undefined);
  if (!installed) program('curl', node('test/stories/curl.js'));
  return folder;
}

/** The lines that a process prints up to this one. */
async function until(last: string, { stdout }: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stdout as NodeJS.ReadableStream })) {
    lines.push(line);
    if (line === last) return lines;
  }
  throw new Error(`The server ended before it printed this line:\n${lines.join('\n')}`);
}
