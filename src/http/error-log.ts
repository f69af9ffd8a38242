/** Logs unexpected errors: what failed and where, but never the values that were involved. */
import type { Logger } from 'pino';
import { rootOf } from '../db/failures.ts';
import type { Report } from '../graphql/errors.ts';
import { inSources } from './source-lines.ts';

const repeatedAfterMs = 60_000;

/** Writes errors to the log; one that many requests have at once, such as a full disk, once a minute. */
export function reportTo(log: Logger): Report {
  const lastLogged = new Map<string, number>();
  return ({ id, error, repeated = false }) => {
    const err = faultOf(error);
    if (!repeated) return log.error({ id, err }, 'unexpected error');
    const kind = String(err.code ?? err.message);
    const now = Date.now();
    if (now - (lastLogged.get(kind) ?? 0) < repeatedAfterMs) return;
    lastLogged.set(kind, now);
    log.error({ id, err }, 'the server is at a limit');
  };
}

/**
 * Errors of the query builder contain all parameters, and those of the database whole rows, so only chosen parts are
 * logged.
 */
export function faultOf(error: unknown) {
  const { code, message, name } = rootOf(error) as Partial<Error> & { code?: string };
  const { message: outer, query, stack } = error as Partial<Error> & { query?: string };
  const where = stack && inSources(stack.replace(outer ?? '', ''));
  return { name, code, message: cut(message), statement: cut(query), stack: cut(where) };
}

/** Keeps a line of the log readable. */
const longest = 4_000;

const cut = (text: string | undefined) => (text && text.length > longest ? `${text.slice(0, longest)}…` : text);
