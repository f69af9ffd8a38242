/** What a process that serves requests does besides: it writes uses, which it counts in memory, and extends the hash chain of the log. */
import { startChaining } from '../domain/audit/chain.ts';
import { createUsageWriters } from '../domain/usage/processes.ts';
import { createRecorder } from '../domain/usage/recorder.ts';
import type { Handlers, Stage } from '../http/listener.ts';
import { createServer } from '../http/server.ts';
import type { Parts } from '../http/services.ts';
import { jobFailed } from './log-lines.ts';

export interface Serving {
  handlers: Handlers;
  /** Writes the last uses and blocks. Call after the last request. */
  finish(): Promise<void>;
}

/** `exclusive`: no other process uses the database. */
export async function startServing(
  parts: Omit<Parts, 'usage' | 'writers'>,
  stage: Stage,
  exclusive: boolean,
): Promise<Serving> {
  const { db, log } = parts;
  const failed = jobFailed(log);
  const usage = createRecorder(db);
  const writers = createUsageWriters(db, usage);
  const handlers = createServer({ ...parts, usage, writers }, stage);
  const leave = await writers.join(exclusive);
  const stopChaining = startChaining(db, failed);
  const writeUses = setInterval(() => usage.flush().catch(failed), 15_000).unref();
  return {
    handlers,
    finish: async () => {
      clearInterval(writeUses);
      const flushed = usage.flush(true).then(leave).catch(failed);
      await Promise.all([flushed, stopChaining()]);
    },
  };
}
