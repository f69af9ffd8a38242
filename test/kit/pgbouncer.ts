/** The PgBouncer of this machine in transaction mode, in front of a database. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, nobody, query } from './cluster.ts';

export interface Pooler {
  /** The address of the database through the pooler. */
  url: string;
  /** What it has logged. */
  log(): string;
  stop(): Promise<void>;
}

/** Whether it prepares the statements of its clients on the connections that it gives them: from 1.21 on. */
export function keepsStatements(): boolean {
  const [, major, minor] =
    /PgBouncer (\d+)\.(\d+)/.exec(execFileSync('pgbouncer', ['--version'], { encoding: 'utf8' })) ?? [];
  return Number(major) > 1 || Number(minor) >= 21;
}

export async function startPgBouncer(url: string, connections: number): Promise<Pooler> {
  const database = new URL(url);
  let log = '';
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pgbouncer-'));
  const file = join(folder, 'pgbouncer.ini');
  const target = `host=${database.hostname} port=${database.port} user=${database.username} password=${database.password}`;
  writeFileSync(
    file,
    `[databases]
* = ${target}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 1000
ignore_startup_parameters = statement_timeout
${keepsStatements() ? 'max_prepared_statements = 200' : ''}
`,
  );
  // It does not run as root.
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  if (user) for (const path of [folder, file]) chownSync(path, user.uid, user.gid);
  const child = spawn('pgbouncer', [file], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  child.once('error', (error) => (log += error.message));
  child.stderr.on('data', (chunk) => (log += chunk));
  const through = new URL(url);
  Object.assign(through, { hostname: '127.0.0.1', port: String(port) });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (let tries = 0; ; tries++) {
    if (await query(through.href, 'select 1').then(Boolean, () => false)) break;
    if (child.exitCode !== null || child.pid === undefined || tries === 100)
      throw new Error(`PgBouncer must be installed on this machine, and does not run:\n${log}`);
    await sleep(50);
  }
  return {
    url: through.href,
    log: () => log,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
