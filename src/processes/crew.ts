/** The workers of the primary process: starts them, replaces those that end, and passes messages. */
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { passLines } from './lines.ts';
import type { ToPrimary, ToWorker } from './messages.ts';
import { createReplacements, mostQuickEnds } from './replacements.ts';
import { followConnections } from './undelivered.ts';

export interface Crew {
  send(worker: number, message: ToWorker): void;
  /** The workers that run. */
  running(): number[];
  /** Replaces no worker from now on, and waits until all have ended; kills those that run after `mostMs`. False: one failed. */
  end(mostMs: number): Promise<boolean>;
  /** Resolves with the reason when workers end so quickly that they are not replaced any more. */
  failed: Promise<string>;
}

interface Listeners {
  take(worker: number, message: ToPrimary): void;
  /** Called when a worker has ended. */
  ended(worker: number): void;
}

export function startCrew(count: number, { log, pass }: Log, { take, ended }: Listeners): Crew {
  cluster.setupPrimary({ silent: true });
  const workers = new Map<number, Worker>();
  const nextDelay = createReplacements();
  let isEnding = false;
  let allWell = true;
  let fail: (reason: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });

  /** Runs one worker. Returns why it ended, and how long it could serve requests. */
  async function run(): Promise<{ why: string; servedMs: number }> {
    let worker: Worker;
    try {
      worker = cluster.fork();
    } catch (error) {
      return { why: (error as Error).message, servedMs: 0 };
    }
    let why = '';
    let readyAt: number | undefined;
    workers.set(worker.id, worker);
    const closeUndelivered = followConnections(worker);
    worker.on('message', (message: ToPrimary) => {
      if (message.type === 'failed') why = message.message;
      if (message.type === 'ready') readyAt = performance.now();
      take(worker.id, message);
    });
    const { stdout, stderr } = worker.process;
    if (stdout) passLines(stdout, pass);
    if (stderr) passLines(stderr, (lines) => void process.stderr.write(lines));
    // A message to a worker that has just ended.
    worker.on('error', () => undefined);
    const { code, signal, error } = await endOf(worker);
    if (error) why ||= error.message;
    workers.delete(worker.id);
    closeUndelivered();
    if (code !== 0) allWell = false;
    ended(worker.id);
    why ||= signal ? `it was ended by ${signal}` : `its exit code was ${code}`;
    return { why, servedMs: readyAt === undefined ? 0 : performance.now() - readyAt };
  }

  async function keepRunning(): Promise<void> {
    for (;;) {
      const { why, servedMs } = await run();
      if (isEnding) return;
      const delayMs = nextDelay(servedMs);
      if (delayMs === null) return fail(`${mostQuickEnds} workers ended soon after their start. The last one: ${why}`);
      log.error({ why, delayMs }, 'a worker ended and is replaced');
      await sleep(delayMs);
      if (isEnding) return;
    }
  }

  for (let started = 0; started < count; started++) void keepRunning();
  return {
    send: (worker, message) => {
      const { [worker]: known } = cluster.workers ?? {};
      if (known?.isConnected()) known.send(message, () => undefined);
    },
    running: () => [...workers.keys()],
    failed,
    end: async (mostMs) => {
      isEnding = true;
      allWell = true;
      const timer = setTimeout(() => {
        for (const { process } of workers.values()) process.kill('SIGKILL');
      }, mostMs);
      while (workers.size > 0) await Promise.all([...workers.values()].map(endOf));
      clearTimeout(timer);
      return allWell;
    },
  };
}

interface End {
  code?: number | null;
  signal?: string | null;
  /** It could not be started. */
  error?: Error;
}

/** Waits until the process of a worker has ended, or could not be started. */
const endOf = ({ process }: Worker): Promise<End> =>
  new Promise((resolve) => {
    process.once('close', (code, signal) => resolve({ code, signal }));
    process.on('error', (error) => {
      if (process.pid === undefined) resolve({ error });
    });
  });
