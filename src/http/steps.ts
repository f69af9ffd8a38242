/** The steps before and after an endpoint, which `server.ts` puts in order. */
import { randomUUID } from 'node:crypto';
import { isBusy } from '../db/failures.ts';
import { authoredBy } from '../db/for-request.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { reportLatentUse } from '../domain/tokens/latent-permissions.ts';
import { type Exchange, unknownRoute } from './exchange.ts';
import type { Services } from './services.ts';

/**
 * Counts the permissions that the request used. If it needed latent ones, they are restored or reported before the answer,
 * which waits for the promise.
 */
export const recordUses = (services: Services, { viewer, ip }: Exchange): Promise<void> | undefined =>
  viewer ? recordUsesOf(services, viewer, ip) : undefined;

/** The same for one whom another service asks about. */
export function recordUsesOf(services: Services, viewer: Viewer, ip: string): Promise<void> | undefined {
  const { db, mail, usage, report } = services;
  usage.add(viewer, ip);
  if (viewer.credential.used.latent.size === 0) return undefined;
  // The request is answered, even if this fails.
  return reportLatentUse(authoredBy(db, viewer.userId), mail.configured, viewer, ip).catch((error) =>
    report({ id: randomUUID(), error, repeated: isBusy(error) }),
  );
}

/**
 * Writes one line for every request, and counts it: what, by whom, how long; never the contents. The path is not in it, since it may
 * contain a secret: its route is.
 */
export function logRequest({ log, count }: Services, exchange: Exchange, status: number, started: number): void {
  const { method, route, trace, viewer } = exchange;
  const who = viewer ? { viewer: viewer.userId, [viewer.credential.kind]: viewer.credential.id } : {};
  const ms = performance.now() - started;
  log.info({ method, route, status, ms: Math.round(ms), ...trace, ...who });
  count?.(exchange, status, ms);
}

/** The line of a request that Node's parser cannot read. */
export const logUnreadable =
  ({ log, count }: Services) =>
  (status: number, code: string): void => {
    log.info({ route: unknownRoute, status, parser: code });
    count?.({ route: unknownRoute, method: '', trace: {} }, status, 0);
  };
