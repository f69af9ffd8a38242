/** The server: every request passes one ordered list of steps. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context as HonoContext } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import { isBusy, isExhausted } from '../db/failures.ts';
import { forRequest } from '../db/for-request.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { DomainError } from '../domain/base/errors.ts';
import { networkOf } from '../domain/base/subnets.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import * as latent from '../domain/tokens/latent-permissions.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Recorder } from '../domain/usage/recorder.ts';
import { createAnswer } from '../graphql/cost/answer-size.ts';
import { createScheduler } from '../graphql/cost/scheduler.ts';
import { busyText } from '../graphql/errors.ts';
import { clientAddress } from './address.ts';
import { limitedBody } from './bodies.ts';
import { inChunks } from './chunks.ts';
import { createAtOnce } from './concurrency.ts';
import { giveSession, sessionCookie } from './cookies.ts';
import { reportTo } from './error-log.ts';
import { createGraphQL, graphqlPath } from './graphql.ts';
import { requireOwnHost, requireSameOrigin } from './origin.ts';
import { readiness } from './readiness.ts';
import { errorAnswer, Refused, refused } from './refusals.ts';
import type { RequestContext } from './request-context.ts';
import { accounts, refusal } from './sign-in.ts';
import { tokens } from './tokens.ts';
import { requireUserOfPage, viewerOf } from './viewer.ts';
import { web } from './web.ts';

export interface Parts {
  config: Config;
  db: Db;
  mail: Mail;
  usage: Recorder;
  writers: UsageWriters;
  pepper: string;
  log: Logger;
}

interface Variables {
  Variables: { trace: RequestContext['trace']; viewer: Viewer | null };
}

/** After this time a large answer that the client does not read no longer counts as a request of its user. */
const longestSending = 60_000;

export function createApp({ config, db, mail, usage, writers, pepper, log }: Parts, isDraining: () => boolean) {
  const app = new Hono<Variables>();
  const publicUrl = config.PUBLIC_URL;
  const report = reportTo(log);
  const scheduler = createScheduler();
  const atOnce = createAtOnce();
  const yoga = createGraphQL({ db, mail, pepper, writers }, report);
  const addressOf = (c: HonoContext) =>
    clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), config.TRUSTED_PROXIES);
  const isReady = readiness(db);
  const asking = { db, mail, usage, publicUrl, addressOf };

  // 1. One line in the log for every request: what, by whom, how long; never the contents.
  app.use(async (c, next) => {
    const started = performance.now();
    c.set('trace', {});
    await next();
    const viewer = c.get('viewer');
    const who = viewer ? { viewer: viewer.userId, [viewer.credential.kind]: viewer.credential.id } : {};
    const ms = Math.round(performance.now() - started);
    log.info({ method: c.req.method, route: routeOf(c.req.url), status: c.res.status, ms, ...c.get('trace'), ...who });
  });

  // 2. Uses of permissions, counted at the end; latent permissions are restored or reported before the answer.
  app.use(async (c, next) => {
    const ip = addressOf(c);
    await next();
    const viewer = c.get('viewer');
    if (!viewer) return;
    usage.add(viewer, ip);
    // The request is answered, even if this fails.
    await latent
      .reportLatentUse(db, mail.configured, viewer, ip)
      .catch((error) => report({ id: randomUUID(), error, repeated: isBusy(error) }));
  });

  // 3. Headers that make browsers strict.
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      crossOriginOpenerPolicy: 'same-origin',
      strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  );

  // No cache stores an answer, since it may contain a secret, unless the answer sets the header itself.
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });

  // 4. Health: whether the process runs, and whether it should get requests.
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const ready = (await isReady()) && !isDraining();
    return ready ? c.text('ready') : c.text('not ready', 503);
  });

  // 5. Limits on the size of bodies.
  app.use(limitedBody);

  // 6. Browsers only under our own host.
  app.use(async (c, next) => {
    requireOwnHost(c, publicUrl);
    await next();
  });

  // 7. GraphQL: method, content type, origin, credential, execution.
  app.all(graphqlPath, async (c) => {
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
      const found = await viewerOf(c, asking, { cookie: method === 'POST', address: method === 'GET', bound: true });
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
  });

  // 8. Endpoints about tokens, and pages for people.
  app.route('/', tokens(asking));
  app.route('/', accounts({ ...asking, pepper }));
  app.route('/', web(asking));

  // 9. Everything else.
  app.notFound((c) => errorAnswer(c, 404, 'NOT_FOUND', 'There is nothing at this address.'));
  app.onError((error, c) => {
    if (error instanceof DomainError) return refusal(c, error);
    if (error instanceof Refused) return refused(c, error);
    if (isBusy(error)) {
      if (isExhausted(error)) report({ id: randomUUID(), error, repeated: true });
      c.header('Retry-After', '1');
      return errorAnswer(c, 503, 'LIMITED', busyText);
    }
    const id = randomUUID();
    report({ id, error });
    return c.json(
      { errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', request_id: id } }] },
      500,
    );
  });
  return app;
}

const isJson = (contentType: string | undefined) => /^application\/(graphql\+)?json\s*(;|$)/i.test(contentType ?? '');

/** Paths without the secrets that some contain, and without control characters for a terminal. */
const routeOf = (url: string) => new URL(url).pathname.replace(/^(\/set-password\/).*/, '$1…').slice(0, 200);
