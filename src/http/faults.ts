/** What the log is told of a fault: what it was and where, but never the values it happened with. */
import type { Logger } from 'pino';
import { rootOf } from '../db/failures.ts';
import type { Report } from '../graphql/errors.ts';

const repeatedAfterMs = 60_000;

/** Writes faults to the log; what many requests run into at once, as a full disk, once a minute. */
export function reportTo(log: Logger): Report {
  const lastTold = new Map<string, number>();
  return ({ id, error, repeated = false }) => {
    const err = faultOf(error);
    if (!repeated) return log.error({ id, err }, 'unexpected error');
    const kind = String(err.code ?? err.message);
    const now = Date.now();
    if (now - (lastTold.get(kind) ?? 0) < repeatedAfterMs) return;
    lastTold.set(kind, now);
    log.error({ id, err }, 'the server is at a limit');
  };
}

/** The query builder's errors hold every parameter and the database's own whole rows, so what is kept is chosen. */
export function faultOf(error: unknown) {
  const { code, message, name } = rootOf(error) as Partial<Error> & { code?: string };
  const { message: outer, query, stack } = error as Partial<Error> & { query?: string };
  return { name, code, message: cut(message), statement: cut(query), stack: cut(stack?.replace(outer ?? '', '')) };
}

/** A line of the log stays one that people can read. */
const longest = 4_000;

const cut = (text: string | undefined) => (text && text.length > longest ? `${text.slice(0, longest)}…` : text);
