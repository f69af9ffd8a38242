/** The steps of every request to GraphQL between its endpoint and its execution: credential, limits, turn, execution. */
import { setTimeout as sleep } from 'node:timers/promises';
import { forRequest } from '../db/for-request.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { networkOf } from '../domain/base/subnets.ts';
import { createAnswer } from '../graphql/cost/answer-size.ts';
import { createScheduler } from '../graphql/cost/scheduler.ts';
import { readBody } from './bodies.ts';
import { inChunks } from './chunks.ts';
import { giveSession } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { relyingPartyOf } from './origin.ts';
import type { Params } from './params.ts';
import { countRequest } from './rate-limits.ts';
import { errorReply, type Reply, type TextReply } from './reply.ts';
import type { RequestContext } from './request-context.ts';
import type { Services } from './services.ts';
import { createGraphQL } from './yoga.ts';

/** What the endpoints for GraphQL do in ways of their own. */
export interface Request {
  answerType: string;
  /** Finds the caller; called again if the request has waited. */
  who(): Promise<Viewer | null>;
  /** The parameters, read after the caller was found. Otherwise those in the URL or the body. */
  params?(viewer: Viewer | null): Params;
  /** The form of answers, if it is not that of GraphQL. */
  form?: Form | undefined;
}

export interface Form {
  present(reply: TextReply): TextReply;
  /** Of a large answer: what precedes this field of the data. */
  head: object;
  field: string;
}

export type Run = (exchange: Exchange, request: Request) => Promise<Reply>;

/** After this time a large answer that the client does not read no longer counts as a request of its user. */
const longestSending = 60_000;

export function createRun(services: Services): Run {
  const { db, mail, pepper, privateWebhooks, breached, writers, publicUrl, compileAt, execute, report } = services;
  const { rateLimits, atOnce } = services;
  const scheduler = createScheduler();
  const { providers } = services.providers;
  const shared = { db, mail, pepper, privateWebhooks, providers, breached, writers };
  const graphql = createGraphQL({ ...shared, compileAt, execute }, report);

  return async (exchange, { answerType, who, params, form }) => {
    const { ip, trace } = exchange;
    let viewer = await who();
    const counted = viewer ? countRequest(exchange, rateLimits.requests, viewer) : undefined;
    if (counted) await counted;
    const user = viewer?.userId ?? networkOf(ip);
    const entered = atOnce.enter(user, viewer ? `${viewer.credential.kind} ${viewer.credential.id}` : user);
    const queuedAt = performance.now();
    const leave = await entered;
    if (!leave) {
      const busy = 'Too many requests at once. Try again in a second.';
      const reply = errorReply(429, 'LIMITED', busy, { 'Retry-After': '1' });
      return form ? form.present(reply) : reply;
    }
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
        relyingParty: () => relyingPartyOf(exchange, publicUrl),
        ...state,
        answer,
        trace,
        running,
      };
      const reply = await graphql(exchange, answerType, context, params?.(viewer));
      if (running.renewed) giveSession(exchange, publicUrl, running.renewed);
      if (answer.data === undefined) return form ? form.present(reply) : reply;
      const { data: _, ...head } = JSON.parse(reply.body);
      if (form && head.errors) return form.present(reply);
      const data = answer.data as Record<string, unknown>;
      const chunks = form
        ? inChunks(form.head, form.field, data[form.field], answer.turn)
        : inChunks(head, 'data', data, answer.turn);
      sending = Promise.race([chunks.sent, sleep(longestSending, undefined, { ref: false })]);
      return { ...reply, body: chunks.stream };
    } finally {
      if (sending) sending.finally(leave);
      else leave();
    }
  };
}
