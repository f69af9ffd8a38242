/**
 * What one process counts and measures for monitoring, with prom-client. Each series has the number of its process as the label
 * `worker`: a worker that is replaced ends its series, and no sum over them falls.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';
import type { DatabaseLoad } from '../db/connection-queue.ts';
import type { Backlog } from '../domain/outbox/backlog.ts';
import type { CountRequest } from '../http/services.ts';

/** The metrics of a process, in a form that can be sent to another. */
export type Snapshot = MetricObjectWithValues<MetricValue<string>>[];

export interface ProcessMetrics {
  count: CountRequest;
  /** Measures the connections to the database, too. */
  watch(load: () => DatabaseLoad): void;
  /** Measures what waits to be sent, too. Without an answer of the database within a second, it is left out. */
  backlog(measure: () => Promise<Record<string, Backlog>>): void;
  /** Says what runs. */
  build(labels: Record<'version' | 'node' | 'database', string>): void;
  snapshot(): Promise<Snapshot>;
}

const patienceMs = 1_000;

/** In seconds: from an answer without the database to the longest statement. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createProcessMetrics(worker: number): ProcessMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ worker: String(worker) });
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'latchkey_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'latchkey_http_request_duration_seconds',
    help: 'How long requests took until their answer was made.',
    labelNames: ['route'],
    buckets,
    registers,
  });
  const refusals = new Counter({
    name: 'latchkey_refusals_total',
    help: 'Requests that were refused or failed, by the code of the first error.',
    labelNames: ['route', 'code'],
    registers,
  });
  const checks = new Counter({
    name: 'latchkey_token_checks_total',
    help: 'Tokens that other services asked about, and the answers.',
    labelNames: ['route', 'answer'],
    registers,
  });
  return {
    count: ({ route, method, trace, check }, status, ms) => {
      requests.inc({ route, method, status });
      durations.observe({ route }, ms / 1_000);
      if (trace.code !== undefined) refusals.inc({ route, code: trace.code });
      if (check) checks.inc({ route, answer: check });
    },
    watch: (load) => {
      const gauge = (name: string, help: string, value: (now: DatabaseLoad) => number) =>
        new Gauge({
          name: `latchkey_database_${name}`,
          help,
          registers,
          collect() {
            this.set(value(load()));
          },
        });
      gauge('places', 'Statements and transactions that may run at the same time.', ({ places }) => places);
      gauge('places_used', 'Statements and transactions that run now.', ({ used }) => used);
      gauge('waiting', 'Statements and transactions that wait for a place.', ({ waiting }) => waiting);
    },
    backlog: (measure) => {
      let measuring: Promise<Record<string, Backlog>> | undefined;
      const measured = () => {
        // One at a time: a slow database must not get more of them with each reading.
        measuring ??= measure()
          .catch(() => ({}))
          .finally(() => {
            measuring = undefined;
          });
        return Promise.race([measuring, sleep(patienceMs, {}, { ref: false })]);
      };
      const gauge = (name: string, help: string, value: (of: Backlog) => number) =>
        new Gauge({
          name: `latchkey_outbox_${name}`,
          help,
          labelNames: ['channel'],
          registers,
          async collect() {
            const found = await measured();
            this.reset();
            for (const [channel, backlog] of Object.entries(found)) this.set({ channel }, value(backlog));
          },
        });
      gauge(
        'waiting',
        'Emails and deliveries to webhooks that wait to be sent, also for another attempt.',
        ({ waiting }) => waiting,
      );
      gauge(
        'oldest_seconds',
        'For how long the oldest of them has waited; 0 if nothing waits.',
        ({ oldestSeconds }) => oldestSeconds,
      );
    },
    build: (labels) =>
      new Gauge({
        name: 'latchkey_build_info',
        help: 'The version that runs. Always 1.',
        labelNames: ['version', 'node', 'database'],
        registers,
      }).set(labels, 1),
    snapshot: () => registry.getMetricsAsJSON(),
  };
}

/** The metrics of several processes in the text format of Prometheus. */
export const textOf = (snapshots: readonly Snapshot[]): Promise<string> =>
  AggregatorRegistry.aggregate(snapshots as unknown as object[]).metrics();

export const contentType = Registry.PROMETHEUS_CONTENT_TYPE;
