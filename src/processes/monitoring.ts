/** Monitoring: `/metrics` of this process, and of its workers if there are any. Nothing is loaded or counted without METRICS_PORT. */
import type { Logger } from 'pino';
import release from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { OpenDatabase } from '../db/open.ts';
import { backlogOf } from '../domain/outbox/backlog.ts';
import type { ProcessMetrics, Snapshot } from '../metrics/process-metrics.ts';
import { jobFailed } from './log-lines.ts';

export interface Monitoring {
  /** Those of this process. */
  metrics: ProcessMetrics;
  /** Serves the metrics from now on, together with those that `others` returns. */
  watch(opened: Pick<OpenDatabase, 'db' | 'kind' | 'load'>, others?: () => Promise<Snapshot[]>): void;
  stop(): Promise<void>;
}

/** The number of this process among the workers, which begin with 1. */
const own = 0;

/** Binds the port. */
export async function startMonitoring({ METRICS_PORT, HOST }: Config, log: Logger): Promise<Monitoring | undefined> {
  if (METRICS_PORT === undefined) return undefined;
  const [{ createProcessMetrics }, { openMetricsEndpoint }] = await Promise.all([
    import('../metrics/process-metrics.ts'),
    import('../metrics/endpoint.ts'),
  ]);
  const endpoint = await openMetricsEndpoint(HOST, METRICS_PORT, jobFailed(log));
  log.info({ url: endpoint.url }, 'metrics are served');
  const metrics = createProcessMetrics(own);
  return {
    metrics,
    watch: ({ db, kind, load }, others = async () => []) => {
      metrics.watch(load);
      metrics.build({ version: release.version, node: process.version, database: kind });
      metrics.backlog(() => backlogOf(db));
      endpoint.serve(async () => [await metrics.snapshot(), ...(await others())]);
    },
    stop: endpoint.stop,
  };
}
