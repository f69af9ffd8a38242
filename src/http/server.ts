/** The server: every request passes the steps in `answer`, around the endpoint of its path or the pages. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { dropBody, limitBody, readBody } from './bodies.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import { health } from './health.ts';
import { requireOwnHost } from './origin.ts';
import { pagesOf } from './pages.ts';
import { replyToError } from './refusals.ts';
import { type Endpoint, type Reply, responseOf, send, withExchange } from './reply.ts';
import { type Parts, servicesOf } from './services.ts';
import { logRequest, recordUses, strictHeaders } from './steps.ts';
import { tokenEndpoints } from './token-endpoints.ts';
import { graphqlPath } from './yoga.ts';

export function createServer(parts: Parts, isDraining: () => boolean): RequestListener {
  const services = servicesOf(parts);
  const { publicUrl, report, db } = services;
  const strict = strictHeaders(publicUrl);
  const endpoints = new Map<string, Endpoint>([
    ...health(db, isDraining),
    ...tokenEndpoints(services),
    [graphqlPath, graphqlEndpoint(services)],
  ]);
  const pages = pagesOf(services);
  const exchangeOf = (incoming: IncomingMessage) => createExchange(incoming, parts.config.TRUSTED_PROXIES, strict);

  async function answer<Answer extends { status: number }>(
    exchange: Exchange,
    endpoint: () => Answer | Promise<Answer>,
  ): Promise<Answer | Reply> {
    const started = performance.now();
    let reply: Answer | Reply;
    try {
      await limitBody(exchange);
      requireOwnHost(exchange, publicUrl);
      reply = await endpoint();
    } catch (error) {
      reply = replyToError(error, exchange, report);
    }
    await dropBody(exchange);
    await recordUses(services, exchange);
    logRequest(services, exchange, reply.status, started);
    // If a part of the request is still to come, the connection would be reset.
    if (isDraining() && exchange.incoming.complete) exchange.headers.Connection = 'close';
    return reply;
  }

  const ofPages = new WeakMap<object, Exchange>();
  const page = getRequestListener(
    async (request, { incoming }) => {
      const exchange = ofPages.get(incoming) as Exchange;
      const reply = await answer(exchange, async () => {
        await readBody(exchange);
        Object.assign(incoming, { rawBody: exchange.body });
        return pages.fetch(request, { exchange });
      });
      return withExchange(reply instanceof Response ? reply : responseOf(reply), exchange);
    },
    { overrideGlobalObjects: false, autoCleanupIncoming: false },
  );

  return (incoming, outgoing) => {
    const exchange = exchangeOf(incoming);
    const endpoint = endpoints.get(exchange.path);
    if (!endpoint) {
      ofPages.set(incoming, exchange);
      return void page(incoming, outgoing);
    }
    answer(exchange, () => endpoint(exchange))
      .then((reply) => send(outgoing, reply, exchange))
      .catch(() => outgoing.destroy());
  };
}
