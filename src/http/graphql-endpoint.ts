/** The GraphQL endpoint: method, content type, origin, credential, execution. */
import { setTimeout as sleep } from 'node:timers/promises';
import { forRequest } from '../db/for-request.ts';
import { networkOf } from '../domain/base/subnets.ts';
import { createAnswer } from '../graphql/cost/answer-size.ts';
import { createScheduler } from '../graphql/cost/scheduler.ts';
import { preferenceAmong } from './accept.ts';
import { readBody } from './bodies.ts';
import { inChunks } from './chunks.ts';
import { createAtOnce } from './concurrency.ts';
import { giveSession, sessionCookie } from './cookies.ts';
import { relyingPartyOf, requireSameOrigin } from './origin.ts';
import { countRequest } from './rate-limits.ts';
import { requireUserOfPage, viewerOf } from './read-credential.ts';
import { type Endpoint, errorReply } from './reply.ts';
import type { RequestContext } from './request-context.ts';
import type { Services } from './services.ts';
import { createGraphQL } from './yoga.ts';

/** After this time a large answer that the client does not read no longer counts as a request of its user. */
const longestSending = 60_000;

export function graphqlEndpoint(services: Services): Endpoint {
  const { db, mail, pepper, privateWebhooks, breached, writers, publicUrl, compileAt, execute, report, rateLimits } =
    services;
  const scheduler = createScheduler();
  const atOnce = services.atOnce ?? createAtOnce();
  const graphql = createGraphQL({ db, mail, pepper, privateWebhooks, breached, writers, compileAt, execute }, report);

  return async (exchange) => {
    const { method, header, ip, trace } = exchange;
    if (method !== 'GET' && method !== 'POST')
      return errorReply(405, 'INVALID_INPUT', 'Use GET or POST.', { Allow: 'GET, POST' });
    if (method === 'POST' && !isJson(header('content-type')))
      return errorReply(415, 'INVALID_INPUT', 'Send the request as application/json.');
    const answerType = answerTypeOf(header('accept'));
    if (!answerType)
      return errorReply(
        406,
        'INVALID_INPUT',
        `Accept ${answerTypes.join(' or ')}, which are the types of all answers.`,
      );
    const inAddress = method === 'GET' && exchange.query('session') !== undefined;
    const bearer = header('authorization') !== undefined || inAddress;
    const hasSession = !bearer && sessionCookie(exchange, publicUrl) !== undefined;
    if (method === 'GET' && !bearer && !hasSession && header('x-latchkey-csrf') === undefined)
      return errorReply(
        403,
        'FORBIDDEN',
        'A GET requires a token in the Authorization header or, for public fields, the header X-Latchkey-CSRF with any value.',
      );
    if (hasSession) requireSameOrigin(exchange, publicUrl);
    const accepted = { cookie: method === 'POST', address: method === 'GET', bound: true };
    const who = async () => {
      const found = await viewerOf(exchange, services, accepted);
      requireUserOfPage(exchange, found);
      return found;
    };
    let viewer = await who();
    const counted = viewer ? countRequest(exchange, rateLimits.requests, viewer) : undefined;
    if (counted) await counted;
    const user = viewer?.userId ?? networkOf(ip);
    const entered = atOnce.enter(user, viewer ? `${viewer.credential.kind} ${viewer.credential.id}` : user);
    const queuedAt = performance.now();
    const leave = await entered;
    if (!leave)
      return errorReply(429, 'LIMITED', 'Too many requests at once. Try again in a second.', { 'Retry-After': '1' });
    let sending: Promise<unknown> | undefined;
    try {
      await readBody(exchange);
      // The credential may have ended while the request waited or sent its body.
      if (performance.now() - queuedAt > 1_000) viewer = await who();
      const answer = createAnswer(scheduler, user);
      // The client may disconnect before it has the answer.
      exchange.outgoing.on('close', answer.abandon);
      const running: RequestContext['running'] = {};
      const state = forRequest(db, viewer?.userId ?? null, viewer?.credential.lastWrite);
      const context = {
        viewer,
        ip,
        relyingParty: relyingPartyOf(exchange, publicUrl),
        ...state,
        answer,
        trace,
        running,
      };
      const reply = await graphql(exchange, answerType, context);
      if (running.renewed) giveSession(exchange, publicUrl, running.renewed);
      if (answer.data === undefined) return reply;
      const { data: _, ...head } = JSON.parse(reply.body);
      const chunks = inChunks(head, answer.data, answer.turn);
      sending = Promise.race([chunks.sent, sleep(longestSending, undefined, { ref: false })]);
      return { ...reply, body: chunks.stream };
    } finally {
      if (sending) sending.finally(leave);
      else leave();
    }
  };
}

const answerTypes = ['application/json', 'application/graphql-response+json'] as const;
const answerTypeOf = preferenceAmong(answerTypes);

const isJson = (contentType: string | undefined) => /^application\/(graphql\+)?json\s*(;|$)/i.test(contentType ?? '');
