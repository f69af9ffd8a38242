/** Traces of this process. Nothing is loaded or recorded without an endpoint. */
import type { Logger } from 'pino';
import release from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { OpenOptions } from '../db/open.ts';
import type { Parts } from '../http/services.ts';
import { within } from './last-work.ts';

export interface Tracer {
  ofRequests: Pick<Parts, 'trace'>;
  ofDatabase: Pick<OpenOptions, 'trace'>;
  /** Sends the last spans. Call after the last request. */
  stop(): Promise<void>;
}

const lastSentMs = 1_500;

export async function startTracing(config: Config, log: Logger): Promise<Tracer> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return { ofRequests: {}, ofDatabase: {}, stop: async () => undefined };
  const { openTracing } = await import('../tracing/tracing.ts');
  const failed = (reason: string) => log.warn({ reason }, 'traces were lost');
  const { request, database, stop } = openTracing({ endpoint, version: release.version, failed });
  return {
    ofRequests: { trace: request },
    ofDatabase: { trace: database },
    // Spans that cannot be sent in time do not make the stop fail.
    stop: () =>
      within(lastSentMs, stop(), 'The collector did not answer before the stop.').catch((error: Error) =>
        failed(error.message),
      ),
  };
}
