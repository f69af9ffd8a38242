/** The server: every request passes the steps in `answer`, around the endpoint of its path or the pages. */
import type { RequestListener } from 'node:http';
import { isAddressRefused, wasOnLately } from '../domain/firewall/admission.ts';
import { dropBody, leavesBody, requireReadableBody } from './bodies.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { admit, replyToRefusedAddress } from './firewall.ts';
import { forwardAuth } from './forward-auth.ts';
import { isForCheck, verifyPath } from './forwarded-path.ts';
import { graphqlEndpoints } from './graphql-endpoint.ts';
import { health } from './health.ts';
import { leakEndpoints } from './leaks.ts';
import type { Handlers, Stage } from './listener.ts';
import { requireOwnHost } from './origin.ts';
import { pagesOf } from './pages.ts';
import { replyToError } from './refusals.ts';
import type { Endpoint, Reply } from './reply.ts';
import { requireClearHead } from './request-head.ts';
import { inFormOfScim, otherScimPath, scimEndpoints } from './scim/endpoints.ts';
import { send } from './send.ts';
import { serviceEndpoints } from './service-endpoints.ts';
import { type Parts, servicesOf } from './services.ts';
import { logRequest, logUnreadable, recordUses } from './steps.ts';
import { strictHeaders } from './strict-headers.ts';
import { tokenEndpoints } from './token-endpoints.ts';
import { answerUnreadable } from './unreadable.ts';
import { userTokenEndpoints } from './user-tokens.ts';

export function createServer(parts: Parts, stage: Stage): Handlers {
  const services = servicesOf(parts);
  const { publicUrl, report, db, trace } = services;
  const strict = Object.entries(strictHeaders(publicUrl)).flat();
  const healthy = health(db, stage);
  // Monitoring must see whether the server works from wherever it runs, and learns nothing else. Proxies ask for their clients.
  const open = new Set([...healthy.map(([path]) => path), verifyPath]);
  /** By path; `*` at the end of one is any last part. */
  const endpoints = new Map<string, Endpoint>([
    ...healthy,
    ...tokenEndpoints(services),
    ...serviceEndpoints(services),
    ...leakEndpoints(services),
    ...userTokenEndpoints(services),
    ...scimEndpoints(services),
    ...graphqlEndpoints(services),
  ]);
  const check = forwardAuth(services);
  const pages = pagesOf(services);

  /** Endpoints ask the firewall before they do anything. Some requests are refused before that. */
  const isUnchecked = ({ isChecked, route }: Exchange) => !isChecked && wasOnLately() && !open.has(route);

  async function refuse(error: unknown, exchange: Exchange): Promise<Reply> {
    if (isAddressRefused(error)) return replyToRefusedAddress(error, exchange);
    if (!isUnchecked(exchange)) return replyToError(error, exchange, report);
    const found = await admit(exchange, db).catch((refusal: unknown) => refusal);
    exchange.isChecked = true;
    return refuse(found ?? error, exchange);
  }

  async function answer(exchange: Exchange, endpoint: Endpoint): Promise<Reply> {
    const started = performance.now();
    let reply: Reply;
    try {
      requireClearHead(exchange);
      requireReadableBody(exchange);
      requireOwnHost(exchange, publicUrl);
      reply = await endpoint(exchange);
      if (isUnchecked(exchange)) await admit(exchange, db);
    } catch (error) {
      reply = inFormOfScim(await refuse(error, exchange), exchange);
    }
    if (leavesBody(exchange)) await dropBody(exchange);
    const recording = recordUses(services, exchange);
    if (recording) await recording;
    logRequest(services, exchange, reply.status, started);
    // If a part of the request is still to come, the connection would be reset.
    if (stage.isClosing() && exchange.incoming.complete) exchange.headers.Connection = 'close';
    return reply;
  }

  const request: RequestListener = (incoming, outgoing) => {
    const exchange = createExchange(incoming, outgoing, parts.config.TRUSTED_PROXIES);
    const { method, path } = exchange;
    // By the target as it was sent: normalized, it would hide what the check looks for.
    const isCheck = isForCheck(incoming.url);
    const keys = [path, path.replace(/[^/]+$/, '*'), otherScimPath(path)];
    const key = keys.find((each) => endpoints.has(each)) ?? path;
    const endpoint = isCheck ? check : endpoints.get(key);
    exchange.route = (isCheck ? verifyPath : endpoint ? key : pages.routeOf(method, path)) ?? exchange.route;
    const reply = () => answer(exchange, endpoint ?? pages.endpoint);
    (trace ? trace(exchange, reply) : reply())
      .then((reply) => send(reply, exchange, strict))
      .catch(() => outgoing.destroy());
  };
  return { request, unreadable: answerUnreadable(strict, logUnreadable(services)) };
}
