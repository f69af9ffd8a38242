/** The server: every request passes the steps in `answer`, around the endpoint of its path or the pages. */
import type { RequestListener } from 'node:http';
import { dropBody, leavesBody, requireReadableBody } from './bodies.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import { health } from './health.ts';
import type { Handlers } from './listener.ts';
import { requireOwnHost } from './origin.ts';
import { pagesOf } from './pages.ts';
import { replyToError } from './refusals.ts';
import type { Endpoint, Reply } from './reply.ts';
import { requireClearHead } from './request-head.ts';
import { send } from './send.ts';
import { type Parts, servicesOf } from './services.ts';
import { logRequest, logUnreadable, recordUses } from './steps.ts';
import { strictHeaders } from './strict-headers.ts';
import { tokenEndpoints } from './token-endpoints.ts';
import { answerUnreadable } from './unreadable.ts';
import { graphqlPath } from './yoga.ts';

export function createServer(parts: Parts, isDraining: () => boolean): Handlers {
  const services = servicesOf(parts);
  const { publicUrl, report, db } = services;
  const strict = Object.entries(strictHeaders(publicUrl)).flat();
  const endpoints = new Map<string, Endpoint>([
    ...health(db, isDraining),
    ...tokenEndpoints(services),
    [graphqlPath, graphqlEndpoint(services)],
  ]);
  const pages = pagesOf(services);

  async function answer(exchange: Exchange, endpoint: Endpoint): Promise<Reply> {
    const started = performance.now();
    let reply: Reply;
    try {
      requireClearHead(exchange);
      requireReadableBody(exchange);
      requireOwnHost(exchange, publicUrl);
      reply = await endpoint(exchange);
    } catch (error) {
      reply = replyToError(error, exchange, report);
    }
    if (leavesBody(exchange)) await dropBody(exchange);
    const recording = recordUses(services, exchange);
    if (recording) await recording;
    logRequest(services, exchange, reply.status, started);
    // If a part of the request is still to come, the connection would be reset.
    if (isDraining() && exchange.incoming.complete) exchange.headers.Connection = 'close';
    return reply;
  }

  const request: RequestListener = (incoming, outgoing) => {
    const exchange = createExchange(incoming, outgoing, parts.config.TRUSTED_PROXIES);
    const { method, path } = exchange;
    const endpoint = endpoints.get(path);
    exchange.route = (endpoint ? path : pages.routeOf(method, path)) ?? exchange.route;
    answer(exchange, endpoint ?? pages.endpoint)
      .then((reply) => send(reply, exchange, strict))
      .catch(() => outgoing.destroy());
  };
  return { request, unreadable: answerUnreadable(strict, logUnreadable(services)) };
}
