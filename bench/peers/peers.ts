/** Other products, each installed in its own folder with its own Node when it is first measured. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Filled } from '../databases.ts';
import { root, start } from '../processes.ts';
import type { Server } from '../servers.ts';
import type { Workload } from '../workloads.ts';
import { betterAuth } from './better-auth.ts';
import { directus } from './directus.ts';
import { postgraphile } from './postgraphile.ts';

/** A product, with the workloads of which it has an equal. */
export interface Peer extends Required<Pick<Server, 'name' | 'requests' | 'content'>> {
  folder: string;
  /** The arguments of Node, and the line of output that says that it is ready. */
  args: string[];
  ready: RegExp;
  settings(url: string): Promise<Record<string, string>>;
  /** Fills its own tables; `node` runs Node in its folder with the settings. */
  prepare?(filled: Filled, node: (...args: string[]) => Promise<unknown>): Promise<void>;
}

/** Starts the products that have an equal of these workloads; each is passed on as soon as it runs. */
export async function startPeers(
  filled: Filled,
  workloads: readonly Workload[],
  started: (server: Server) => void,
): Promise<void> {
  const peers: Peer[] = [postgraphile, directus, betterAuth];
  for (const peer of peers.filter(({ requests }) => workloads.some(({ name }) => requests[name])))
    started(await startPeer(peer, filled));
}

async function startPeer(peer: Peer, filled: Filled): Promise<Server> {
  const cwd = join(root, 'bench/peers', peer.folder);
  await install(peer, cwd);
  const ownNode = join(cwd, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const node = existsSync(ownNode) ? ownNode : process.execPath;
  const settings = { NODE_ENV: 'production', ...(await peer.settings(filled.url)) };
  const env = { PATH: process.env.PATH, HOME: tmpdir(), ...settings };
  await peer.prepare?.(filled, (...args) => promisify(execFile)(node, args, { cwd, env, maxBuffer: 64e6 }));
  const running = await start({ program: [node, ...peer.args], settings, ready: peer.ready, cwd });
  const { name, requests, content } = peer;
  return { ...running, name, requests, content };
}

async function install({ name }: Peer, cwd: string): Promise<void> {
  const [lock, installed] = [join(cwd, 'package-lock.json'), join(cwd, 'node_modules/.package-lock.json')];
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs) return;
  console.error(`Installing ${name}.`);
  // They work without the scripts of their packages, some of which need a compiler.
  await promisify(execFile)('npm', ['ci', '--ignore-scripts'], { cwd, maxBuffer: 64e6 });
}
