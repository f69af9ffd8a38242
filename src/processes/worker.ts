/** The life of a worker: it serves requests on the port that all workers share, as long as its primary process runs. */
import cluster from 'node:cluster';
import type { Config } from '../config.ts';
import { isAway } from '../db/failures.ts';
import { setLogKeys } from '../domain/audit/log-keys.ts';
import { onCommitted } from '../domain/outbox/outbox.ts';
import { openBreached } from '../domain/sign-in/breached-passwords.ts';
import { sharePasswordPlaces } from '../domain/sign-in/password-queue.ts';
import { type Listener, listen, type Sharers } from '../http/listener.ts';
import type { Log } from '../log.ts';
import type { ProcessMetrics } from '../metrics/process-metrics.ts';
import { openMigrated } from '../open.ts';
import { createAskedLimits } from './asked-limits.ts';
import { createAskedRates } from './asked-rates.ts';
import { mailOf } from './background.ts';
import { withinLastSeconds } from './last-work.ts';
import { jobFailed, ofDatabase } from './log-lines.ts';
import type { ToPrimary, ToWorker } from './messages.ts';
import { openProviders } from './providers.ts';
import { type Serving, startServing } from './serving.ts';
import { startTracing } from './tracing.ts';

const retryMs = 1_000;

/** Runs until the primary says that it should stop, or ends. */
export async function runWorker(config: Config, { log, flush }: Log): Promise<void> {
  // The terminal and service managers send signals to all processes. The primary decides what to do.
  process.on('SIGTERM', () => undefined).on('SIGINT', () => undefined);
  const { send, on, next } = connect();
  const limits = createAskedLimits(send);
  on(limits.take);
  const rates = createAskedRates(config, send);
  on(rates.take);
  sharePasswordPlaces(limits.passwords);
  onCommitted(() => send({ type: 'committed' }));
  const metrics = await metricsOf(config);
  on((message) => {
    if (message.type !== 'measure' || !metrics) return;
    // The primary leaves out a worker that does not answer.
    metrics.snapshot().then((snapshot) => send({ type: 'measured', id: message.id, snapshot }), jobFailed(log));
  });
  let listener: Listener | undefined;
  let isServing = false;
  const bind = async () => {
    listener = await listen(config);
    return listener;
  };
  const failed = async (error: unknown) => {
    send({ type: 'failed', message: (error as Error).message });
    await flush();
    process.exit(1);
  };
  // Before they can be sent, so that none is missed.
  const [opening, serve, stopping] = [next('open'), next('serve'), next('stop')];
  void next('listen')
    .then(bind)
    .then(({ url }) => send({ type: 'listening', url }), failed);
  void stopping.then(() => isServing || process.exit(0));
  send({ type: 'started' });
  try {
    const { pepper } = await opening;
    const tracing = await startTracing(config, log);
    const opened = openMigrated(config, { ...ofDatabase(log), ...tracing.ofDatabase });
    metrics?.watch(opened.load);
    setLogKeys(opened.db, pepper);
    const breached = await openBreached(config.BREACHED_PASSWORDS);
    const passwords = { pepper, breached };
    const parts = {
      config,
      db: opened.db,
      mail: mailOf(config, pepper, log),
      ...passwords,
      providers: await openProviders(config),
      log,
      atOnce: limits.requests,
      rateLimits: rates.limits,
      ...(metrics && { count: metrics.count }),
      ...tracing.ofRequests,
    };
    const stage = {
      isDraining: () => listener?.isDraining() ?? false,
      isClosing: () => listener?.isClosing() ?? false,
    };
    const serving = await patiently(() => startServing(parts, stage, false));
    send({ type: 'ready' });
    await serve;
    isServing = true;
    // A worker that replaces another binds the port only now, since others are ready.
    const bound = listener ?? (await bind());
    bound.serve(serving.handlers);
    await stopping;
    await stop(bound, serving, () => tracing.stop().then(opened.close));
  } catch (error) {
    await failed(error);
  }

  async function stop(bound: Listener, serving: Serving, close: () => Promise<void>): Promise<void> {
    const sharers: Sharers = {
      together: async (step) => {
        const proceed = next('proceed');
        send({ type: 'reached', step });
        await proceed;
      },
      accepted: (clientPort) => send({ type: 'accepted', clientPort }),
    };
    await bound.stop({ delayMs: config.STOP_DELAY * 1_000, sharers });
    const code = await withinLastSeconds(serving.finish().then(close)).then(
      () => 0,
      (error: Error) => {
        log.error(error.message);
        return 1;
      },
    );
    await flush();
    process.exit(code);
  }
}

async function metricsOf({ METRICS_PORT }: Config): Promise<ProcessMetrics | undefined> {
  if (METRICS_PORT === undefined) return undefined;
  const { createProcessMetrics } = await import('../metrics/process-metrics.ts');
  return createProcessMetrics(cluster.worker?.id ?? 0);
}

/** A worker that replaces another waits for a database that is away; it would not help to end. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

/** The messages from and to the primary. */
function connect() {
  const listeners = new Set<(message: ToWorker) => void>();
  process.on('message', (message: ToWorker) => {
    for (const listener of listeners) listener(message);
  });
  const on = (listener: (message: ToWorker) => void) => void listeners.add(listener);
  return {
    send: (message: ToPrimary) => void process.send?.(message, undefined, undefined, () => undefined),
    on,
    /** The next message of this type. */
    next: <T extends ToWorker['type']>(type: T) =>
      new Promise<Extract<ToWorker, { type: T }>>((resolve) => {
        const listener = (message: ToWorker) => {
          if (message.type !== type) return;
          listeners.delete(listener);
          resolve(message as Extract<ToWorker, { type: T }>);
        };
        on(listener);
      }),
  };
}
