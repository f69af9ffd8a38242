/** The steps, which `server.ts` puts in order. */
import { randomUUID } from 'node:crypto';
import { type ErrorHandler, Hono, type MiddlewareHandler, type NotFoundHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Db } from '../db/database.ts';
import { isBusy, isExhausted } from '../db/failures.ts';
import { DomainError } from '../domain/base/errors.ts';
import { reportLatentUse } from '../domain/tokens/latent-permissions.ts';
import { busyText } from '../graphql/errors.ts';
import { requireOwnHost } from './origin.ts';
import { readiness } from './readiness.ts';
import { errorAnswer, Refused, refused } from './refusals.ts';
import type { Services, Variables } from './services.ts';
import { refusal } from './sign-in.ts';

type Step = MiddlewareHandler<Variables>;

/** Writes one line for every request: what, by whom, how long; never the contents. */
export const logRequests =
  ({ log }: Services): Step =>
  async (c, next) => {
    const started = performance.now();
    c.set('trace', {});
    await next();
    const viewer = c.get('viewer');
    const who = viewer ? { viewer: viewer.userId, [viewer.credential.kind]: viewer.credential.id } : {};
    const ms = Math.round(performance.now() - started);
    log.info({ method: c.req.method, route: routeOf(c.req.url), status: c.res.status, ms, ...c.get('trace'), ...who });
  };

/** Paths without the secrets that some contain, and without control characters. */
const routeOf = (url: string) => new URL(url).pathname.replace(/^(\/set-password\/).*/, '$1…').slice(0, 200);

/** Counts the permissions that the request used; latent ones are restored or reported before the answer. */
export const recordUses =
  ({ db, mail, usage, report, addressOf }: Services): Step =>
  async (c, next) => {
    const ip = addressOf(c);
    await next();
    const viewer = c.get('viewer');
    if (!viewer) return;
    usage.add(viewer, ip);
    // The request is answered, even if this fails.
    await reportLatentUse(db, mail.configured, viewer, ip).catch((error) =>
      report({ id: randomUUID(), error, repeated: isBusy(error) }),
    );
  };

/** Headers that make browsers strict. */
export const strictHeaders = ({ publicUrl }: Services): Step =>
  secureHeaders({
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
  });

/** No cache stores an answer, since it may contain a secret, unless the answer sets the header itself. */
export const noStore: Step = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

/** `/healthz`: whether the process runs. `/readyz`: whether it should get requests. */
export function health(db: Db, isDraining: () => boolean): Hono {
  const isReady = readiness(db);
  return new Hono()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      const ready = (await isReady()) && !isDraining();
      return ready ? c.text('ready') : c.text('not ready', 503);
    });
}

/** Browsers are served only under our own host. */
export const ownHost =
  ({ publicUrl }: Services): Step =>
  async (c, next) => {
    requireOwnHost(c, publicUrl);
    await next();
  };

export const notFound: NotFoundHandler<Variables> = (c) => errorAnswer(c, 404, 'NOT_FOUND', 'There is nothing here.');

/** Answers what an endpoint threw. Anything unexpected is logged under an id that the answer contains. */
export const answerErrors =
  ({ report }: Services): ErrorHandler<Variables> =>
  (error, c) => {
    if (error instanceof DomainError) return refusal(c, error);
    if (error instanceof Refused) return refused(c, error);
    if (isBusy(error)) {
      if (isExhausted(error)) report({ id: randomUUID(), error, repeated: true });
      c.header('Retry-After', '1');
      return errorAnswer(c, 503, 'LIMITED', busyText);
    }
    const id = randomUUID();
    report({ id, error });
    const extensions = { code: 'INTERNAL_SERVER_ERROR', request_id: id };
    return c.json({ errors: [{ message: 'Unexpected error.', extensions }] }, 500);
  };
