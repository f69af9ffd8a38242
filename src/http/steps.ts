/** The steps before and after an endpoint, which `server.ts` puts in order. */
import { randomUUID } from 'node:crypto';
import { isBusy } from '../db/failures.ts';
import { reportLatentUse } from '../domain/tokens/latent-permissions.ts';
import type { Exchange } from './exchange.ts';
import type { Services } from './services.ts';

/** Headers that make browsers strict. No cache stores an answer, since it may contain a secret. */
export const strictHeaders = (publicUrl: string): Record<string, string> => ({
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
});

/** Counts the permissions that the request used; latent ones are restored or reported before the answer. */
export async function recordUses(services: Services, { viewer, ip }: Exchange): Promise<void> {
  if (!viewer) return;
  const { db, mail, usage, report } = services;
  usage.add(viewer, ip);
  // The request is answered, even if this fails.
  await reportLatentUse(db, mail.configured, viewer, ip).catch((error) =>
    report({ id: randomUUID(), error, repeated: isBusy(error) }),
  );
}

/** Writes one line for every request: what, by whom, how long; never the contents. */
export function logRequest({ log }: Services, exchange: Exchange, status: number, started: number): void {
  const { method, path, trace, viewer } = exchange;
  const who = viewer ? { viewer: viewer.userId, [viewer.credential.kind]: viewer.credential.id } : {};
  const ms = Math.round(performance.now() - started);
  log.info({ method, route: routeOf(path), status, ms, ...trace, ...who });
}

/** Paths without the secrets that some contain, and without control characters. */
const routeOf = (path: string) =>
  encodeURI(path)
    .replace(/^(\/set-password\/).*/, '$1…')
    .slice(0, 200);
