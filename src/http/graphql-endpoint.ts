/** The GraphQL endpoint: method, content type, origin, credential, execution. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handler } from 'hono';
import { forRequest } from '../db/for-request.ts';
import { networkOf } from '../domain/base/subnets.ts';
import { createAnswer } from '../graphql/cost/answer-size.ts';
import { createScheduler } from '../graphql/cost/scheduler.ts';
import { inChunks } from './chunks.ts';
import { createAtOnce } from './concurrency.ts';
import { giveSession, sessionCookie } from './cookies.ts';
import { requireSameOrigin } from './origin.ts';
import { requireUserOfPage, viewerOf } from './read-credential.ts';
import { errorAnswer } from './refusals.ts';
import type { RequestContext } from './request-context.ts';
import type { Services, Variables } from './services.ts';
import { createGraphQL } from './yoga.ts';

/** After this time a large answer that the client does not read no longer counts as a request of its user. */
const longestSending = 60_000;

export function graphqlEndpoint(services: Services): Handler<Variables> {
  const { db, mail, pepper, writers, publicUrl, addressOf, report } = services;
  const scheduler = createScheduler();
  const atOnce = createAtOnce();
  const yoga = createGraphQL({ db, mail, pepper, writers }, report);

  return async (c) => {
    const { method } = c.req;
    if (method !== 'GET' && method !== 'POST') {
      c.header('Allow', 'GET, POST');
      return errorAnswer(c, 405, 'INVALID_INPUT', 'Use GET or POST.');
    }
    if (method === 'POST' && !isJson(c.req.header('content-type')))
      return errorAnswer(c, 415, 'INVALID_INPUT', 'Send the request as application/json.');
    const inAddress = method === 'GET' && c.req.query('session') !== undefined;
    const bearer = c.req.header('authorization') !== undefined || inAddress;
    if (method === 'GET' && !bearer && c.req.header('x-latchkey-csrf') === undefined)
      return errorAnswer(
        c,
        403,
        'FORBIDDEN',
        'A GET without a token requires the header X-Latchkey-CSRF, with any value.',
      );
    if (!bearer && sessionCookie(c, publicUrl) !== undefined) requireSameOrigin(c, publicUrl);
    const who = async () => {
      const found = await viewerOf(c, services, { cookie: method === 'POST', address: method === 'GET', bound: true });
      requireUserOfPage(c, found);
      return found;
    };
    const ip = addressOf(c);
    let viewer = await who();
    const user = viewer?.userId ?? networkOf(ip);
    const entered = atOnce.enter(user, viewer ? `${viewer.credential.kind} ${viewer.credential.id}` : user);
    const queuedAt = performance.now();
    const leave = await entered;
    if (!leave) {
      c.header('Retry-After', '1');
      return errorAnswer(c, 429, 'LIMITED', 'Too many requests at once. Try again in a second.');
    }
    let sending: Promise<unknown> | undefined;
    try {
      // The credential may have ended while the request waited.
      if (performance.now() - queuedAt > 1_000) viewer = await who();
      const answer = createAnswer(scheduler, user);
      const running: RequestContext['running'] = {};
      const response = await yoga.fetch(c.req.raw, {
        viewer,
        ip,
        ...forRequest(db, viewer?.userId ?? null),
        answer,
        trace: c.get('trace'),
        running,
      });
      if (running.renewed) giveSession(c, publicUrl, running.renewed);
      // As one string, because a stream would cost more than many answers do.
      const text = await response.text();
      if (answer.data === undefined) return c.newResponse(text, response);
      const { data: _, ...head } = JSON.parse(text);
      const chunks = inChunks(head, answer.data, answer.turn);
      sending = Promise.race([chunks.sent, sleep(longestSending, undefined, { ref: false })]);
      response.headers.delete('content-length');
      return c.newResponse(chunks.stream, response);
    } finally {
      if (sending) sending.finally(leave);
      else leave();
    }
  };
}

const isJson = (contentType: string | undefined) => /^application\/(graphql\+)?json\s*(;|$)/i.test(contentType ?? '');
