/** `/metrics` on a port of its own, so that a firewall can keep it from everybody but Prometheus. */
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import { bindServer, urlOf } from '../http/listener.ts';
import { contentType, type Snapshot, textOf } from './process-metrics.ts';

export interface MetricsEndpoint {
  url: string;
  /** Answers with the metrics from now on. Before that it answers 503. */
  serve(read: () => Promise<Snapshot[]>): void;
  stop(): Promise<void>;
}

export async function openMetricsEndpoint(
  hostname: Config['HOST'],
  port: number,
  failed: (error: unknown) => void,
): Promise<MetricsEndpoint> {
  let read: (() => Promise<Snapshot[]>) | undefined;
  const server = await bindServer(
    ({ method = '', url = '' }, outgoing) => {
      const text = { 'Content-Type': 'text/plain; charset=utf-8' };
      const refuse = (status: number, message: string, headers = {}) =>
        outgoing.writeHead(status, { ...text, ...headers }).end(`${message}\n`);
      if (url.split('?', 1)[0] !== '/metrics') return void refuse(404, 'The metrics are at /metrics.');
      if (method !== 'GET' && method !== 'HEAD') return void refuse(405, 'Use GET.', { Allow: 'GET, HEAD' });
      if (!read) return void refuse(503, 'The server is starting.', { 'Retry-After': '1' });
      read()
        .then(textOf)
        .then((body) => outgoing.writeHead(200, { 'Content-Type': contentType }).end(body))
        .catch((error) => {
          failed(error);
          refuse(500, 'The metrics could not be read. The log has the reason.');
        });
    },
    { hostname, port, setting: 'METRICS_PORT' },
  );
  return {
    url: `${urlOf(hostname, (server.address() as AddressInfo).port)}/metrics`,
    serve: (given) => {
      read = given;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
