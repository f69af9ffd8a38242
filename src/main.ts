/** Runs the server until SIGTERM or SIGINT: in one process, or as a primary process with workers. */
import cluster from 'node:cluster';
import { DrizzleQueryError } from 'drizzle-orm';
import { ConfigError, readConfig } from './config.ts';
import { rootOf } from './db/failures.ts';
import { faultOf } from './http/error-log.ts';
import { openLog } from './log.ts';
import { type Started, startAlone } from './processes/alone.ts';
import { startPrimary } from './processes/primary.ts';
import { runWorker } from './processes/worker.ts';

// Files of the program are readable by their owner only.
process.umask(0o077);

async function run(): Promise<void> {
  const config = readConfig();
  const output = openLog(config.LOG_LEVEL);
  const { log, flush } = output;
  // Work that no request waits for any more may fail; this must not end the process for all users.
  process.on('unhandledRejection', (error) => log.error({ err: faultOf(error) }, 'unexpected error'));
  if (cluster.isWorker) return runWorker(config, output);
  let started: Started | undefined;
  let isStopping = false;
  const stop = async (failed: boolean) => {
    // If it is killed while it starts, the next start works.
    if (!started) return process.exit(1);
    if (isStopping) return;
    isStopping = true;
    const code = await started.stop().then(
      () => 0,
      (error: Error) => {
        log.error(error.message);
        return 1;
      },
    );
    await flush();
    process.exit(failed ? 1 : code);
  };
  process.once('SIGTERM', () => void stop(false)).once('SIGINT', () => void stop(false));
  started = await (config.WORKERS > 1 ? startPrimary : startAlone)(config, output);
  const reason = await started.failed;
  if (reason === undefined) return;
  console.error(`Latchkey ended: ${reason}`);
  await stop(true);
}

run().catch((error: Error) => {
  // The error of a statement contains its values, which may be secret.
  const { message } = error instanceof DrizzleQueryError ? (rootOf(error) as Error) : error;
  console.error(error instanceof ConfigError ? message : `Latchkey could not start: ${message}`);
  process.exit(1);
});
