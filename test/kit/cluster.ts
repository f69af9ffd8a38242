/**
 * A PostgreSQL server for the tests on 127.0.0.1, which also works as root and without any installed locale. It is deleted
 * with its data when this process ends, however it ends.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, cpSync, lchownSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { copyBinaries } from './binaries.ts';
import { startCleanup } from './cleanup.ts';

export interface ClusterOptions {
  /** Protects against power loss only: a committed row survives `kill -9` either way. */
  fsync?: boolean;
  /** More arguments for the program `postgres`. */
  settings?: string[];
  /** Makes a streaming standby of this server, which must not run a backup. */
  standbyOf?: Cluster;
  /** The name of the standby for `synchronous_standby_names`. */
  name?: string;
}

export interface Cluster {
  url: string;
  password: string;
  /** The folder with its data. */
  data: string;
  /** Starts the server at the same address as before, after stopping it if it runs. */
  start(): Promise<void>;
  /** Kills the server and all its processes at once. */
  crash(): Promise<void>;
  /** Stops all its processes without ending them, until the returned function is called. */
  freeze(): Promise<() => void>;
  remove(): Promise<void>;
}

export async function openCluster({
  fsync = false,
  settings: more = [],
  standbyOf,
  name = 'standby',
}: ClusterOptions = {}): Promise<Cluster> {
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  const home = await mkdtemp(join(user ? '/tmp' : tmpdir(), 'latchkey-postgres-'));
  const cleanup = startCleanup(home);
  const [data, log, passwordFile] = [join(home, 'data'), join(home, 'log'), join(home, 'password')];
  const [password, port] = [standbyOf?.password ?? randomBytes(16).toString('hex'), await freePort()];
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const unsafe = fsync ? [] : ['-F', '-c', 'full_page_writes=off'];
  const follows = standbyOf ? ['-c', `primary_conninfo=${standbyOf.url}?application_name=${name}`] : [];
  const flags = ['-D', data, '-p', String(port), ...settings, ...unsafe, ...follows, ...more];
  const as = { ...user, cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  let server: ChildProcess | undefined;
  let frozen: number[] = [];

  const { initdb, postgres } = copyBinaries(home);
  await writeFile(passwordFile, password);
  if (standbyOf) await copyData(standbyOf, data);
  if (user) give(home, user);
  if (!standbyOf) {
    const making = promisify(execFile)(initdb, ['-D', data, '--pwfile', passwordFile, ...choices], as);
    cleanup.watch(making.child.pid);
    await making;
  }
  await start();
  return { url, data, password, start, crash, freeze, remove };

  async function remove(): Promise<void> {
    thaw();
    await cleanup.finish();
  }

  async function freeze(): Promise<() => void> {
    frozen = [server?.pid as number, ...(await pids())];
    for (const pid of frozen) kill(pid, 'SIGSTOP');
    return thaw;
  }

  function thaw(): void {
    for (const pid of frozen.splice(0)) kill(pid, 'SIGCONT');
  }

  async function pids(): Promise<number[]> {
    return (await query(url, 'select pid from pg_stat_activity')).map((row) => row.pid as number);
  }

  async function start(): Promise<void> {
    await end('SIGINT');
    // After a crash it can take a moment until the memory of the last server is released; until then a new one exits at once.
    for (let attempt = 1; attempt <= 20; attempt++) {
      const output = openSync(log, 'a');
      server = spawn(postgres, flags, { ...as, detached: true, stdio: ['ignore', output, output] });
      closeSync(output);
      server.unref();
      cleanup.watch(server.pid);
      if (await answers(server, url)) return;
      if (isRunning(server)) break;
      await sleep(100);
    }
    await end('SIGKILL');
    throw new Error(`PostgreSQL does not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  }

  async function crash(): Promise<void> {
    const all = await pids();
    const ended = end('SIGKILL');
    for (const pid of all) kill(pid, 'SIGKILL');
    await ended;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server && isRunning(server)) {
      const exit = once(server, 'exit');
      server.ref();
      server.kill(signal);
      await exit;
    }
    cleanup.watch(undefined);
  }
}

/** Copies the data of a running server into a folder, as a standby that follows it. There may be no pg_basebackup. */
async function copyData({ url, data }: Cluster, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("select pg_backup_start('standby', true)");
  const isCopied = (path: string) =>
    !/\/(postmaster\.(pid|opts)|pgsql_tmp|pg_stat_tmp\/.+|pg_replslot\/.+)$/.test(path);
  cpSync(data, to, { recursive: true, filter: isCopied });
  const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
  await client.end();
  await writeFile(join(to, 'backup_label'), rows[0].labelfile);
  await writeFile(join(to, 'standby.signal'), '');
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A cut connection is reported here too; the rejected query is enough.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const choices = ['-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--no-sync', '--no-instructions'];
// Unicode rules from PostgreSQL itself, so that no locale of the C library is needed.
choices.push('--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8');

const settings = ['-h', '127.0.0.1', '-k', '', '-N', '200', '-B', '32MB'];

/** Waits for an answer as long as the server runs, at most about 20 seconds. */
async function answers(server: ChildProcess, url: string): Promise<boolean> {
  for (let tries = 0; tries < 1000 && isRunning(server); tries++) {
    if (await query(url, 'select 1').then(Boolean, () => false)) return true;
    await sleep(20);
  }
  return false;
}

const isRunning = (server: ChildProcess) => server.exitCode === null && server.signalCode === null;

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}

/** The server refuses to run as root; this user exists on every system. */
export function nobody(): { uid: number; gid: number } {
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as.');
  return { uid: Number(uid), gid: Number(gid) };
}

function give(folder: string, { uid, gid }: { uid: number; gid: number }): void {
  lchownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true })) lchownSync(join(folder, String(name)), uid, gid);
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
