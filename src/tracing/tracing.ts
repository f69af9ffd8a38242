/**
 * Traces with OpenTelemetry: a span for each request, which continues the trace of the caller, and below it a span for each use of the
 * database. They contain neither values nor texts of requests. This file is loaded only if an endpoint is set.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, DiagLogLevel, diag, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TraceDatabase } from '../db/database.ts';
import type { Exchange } from '../http/exchange.ts';
import type { TraceRequest } from '../http/services.ts';

export interface Tracing {
  request: TraceRequest;
  database: TraceDatabase;
  /** Sends the last spans. */
  stop(): Promise<void>;
}

export interface TracingOptions {
  /** The URL of the collector, to which `/v1/traces` is added. */
  endpoint: string;
  version: string;
  /** Called with the reason when spans were lost. */
  failed(reason: string): void;
}

/** Its other standard variables, such as `OTEL_EXPORTER_OTLP_HEADERS`, are read by OpenTelemetry. */
export function openTracing({ endpoint, version, failed }: TracingOptions): Tracing {
  setGlobalErrorHandler((error) => failed(typeof error === 'string' ? error : (error.message ?? String(error.code))));
  const lost = (message: string) => failed(message);
  const ignored = () => undefined;
  diag.setLogger(
    { error: lost, warn: lost, info: ignored, debug: ignored, verbose: ignored },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const named = resourceFromAttributes({ 'service.name': 'latchkey', 'service.version': version });
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: tracesUrl(endpoint) }))],
  });
  const tracer = provider.getTracer('latchkey', version);
  const running = new AsyncLocalStorage<Context>();

  const request: TraceRequest = async (exchange, answer) => {
    const { method, route } = exchange;
    const parent = propagator.extract(ROOT_CONTEXT, exchange, headers);
    const attributes = { 'http.request.method': method, 'http.route': route };
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    try {
      const reply = await running.run(trace.setSpan(parent, span), answer);
      span.setAttributes(outcome(exchange, reply.status));
      if (reply.status >= 500 || exchange.trace.code === 'INTERNAL_SERVER_ERROR')
        span.setStatus({ code: SpanStatusCode.ERROR });
      return reply;
    } finally {
      span.end();
    }
  };

  const database: TraceDatabase = async (use, text, work) => {
    const context = running.getStore();
    if (!context) return work();
    const summary = text === undefined ? use : summaryOf(text);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': summary };
    const span = tracer.startSpan(summary, { kind: SpanKind.CLIENT, attributes }, context);
    try {
      return await work();
    } catch (error) {
      // The message of the error may contain values.
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

  return { request, database, stop: () => provider.shutdown() };
}

/** Where OpenTelemetry's own rule puts the path of traces. */
function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`;
  return url.href;
}

const propagator = new W3CTraceContextPropagator();
/** Without `tracestate`, which may contain anything. */
const headers = {
  keys: () => ['traceparent'],
  get: ({ header }: Exchange, name: string) => (name === 'traceparent' ? header(name) : undefined),
};

function outcome({ trace, viewer }: Exchange, status: number) {
  const { operation, code } = trace;
  return {
    'http.response.status_code': status,
    ...(operation !== undefined && { 'graphql.operation.name': operation }),
    ...(code !== undefined && { 'error.type': code }),
    ...(viewer && { 'user.id': viewer.userId, [`latchkey.${viewer.credential.kind}.id`]: viewer.credential.id }),
  };
}

/** The verb and the first table of a statement. */
function summaryOf(text: string): string {
  const [, verb = 'statement'] = /^\W*(\w+)/.exec(text) ?? [];
  const [, table] = /\b(?:from|into|update|join)\s+"(\w+)"/i.exec(text) ?? [];
  return [verb.toLowerCase(), table].filter(Boolean).join(' ');
}
