/** The nginx and the Caddy of this machine, with a configuration as an operator writes it. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './cluster.ts';

export type ProxyName = 'nginx' | 'caddy';

export interface ReverseProxy {
  url: string;
  stop(): Promise<void>;
}

/** The program, installed with apt-get if this process may; null: it is not there and cannot be installed. */
export function programOf(name: ProxyName): string | null {
  const found = () =>
    [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin']
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path));
  if (!found() && process.getuid?.() === 0)
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', name], { env, stdio: 'ignore' });
    } catch {
      // Without the package or the network the tests say that they were skipped.
    }
  return found() ?? null;
}

interface Started {
  file: string;
  configuration(folder: string, port: number, written: string): string;
  args(folder: string): string[];
}

const kinds: Record<ProxyName, Started> = {
  nginx: {
    file: 'nginx.conf',
    configuration: (folder, port, written) => `daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
${written.replaceAll('listen 8080', `listen 127.0.0.1:${port}`)}
}`,
    args: (folder) => ['-p', folder, '-c', join(folder, 'nginx.conf')],
  },
  caddy: {
    file: 'Caddyfile',
    configuration: (_folder, port, written) => `{
  admin off
  auto_https off
}
${written.replaceAll(':8080 {', `http://127.0.0.1:${port} {`)}`,
    args: (folder) => ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
  },
};

/** Starts it with a configuration that listens on port 8080, which is replaced by a free one. */
export async function startReverseProxy(name: ProxyName, written: string): Promise<ReverseProxy> {
  const program = programOf(name);
  if (!program) throw new Error(`${name} is not installed.`);
  const { file, configuration, args } = kinds[name];
  const folder = mkdtempSync(join(tmpdir(), `latchkey-${name}-`));
  // The workers of nginx run as another user.
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(join(folder, file), configuration(folder, port, written));
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = spawn(program, args(folder), { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = once(child, 'exit');
  for (let tries = 0; !(await isOpen(port)); tries++) {
    if (child.exitCode !== null || tries === 200) throw new Error(`${name} does not run:\n${log}`);
    await sleep(50);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
