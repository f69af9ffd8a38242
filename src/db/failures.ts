/** Classifies database errors: temporary ones, commits with an unknown outcome, and faults. */

/** A lock, a connection or a place in a queue did not become free within the time that a request may wait. */
export class WaitedTooLongError extends Error {}

/** The connection broke during a commit: the transaction may or may not have been committed. */
export class CommitLostError extends Error {
  constructor(cause: unknown) {
    super('The connection broke during the commit.', { cause });
  }
}

/** The root cause of an error: the database's own error inside those that wrap it. */
export function rootOf(error: unknown): unknown {
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause ? rootOf(cause) : error;
}

/** The database does not respond or has no connection left. */
const away = [
  /^(ECONN|EPIPE|ETIMEDOUT|08|57P0|53300)/,
  /^(timeout exceeded|timeout expired|Connection term|Client (has encountered a connection error|was closed))/,
] as const;

/**
 * A limit of the database or the machine was reached: the time of a statement or a lock, the disk, memory, open files.
 */
const exhausted = [/^(57014|55P03|53|EMFILE|ENFILE|ENOSPC|ENOMEM)/, /^Query read timeout/] as const;

const matches = ([codes, messages]: readonly [RegExp, RegExp], error: unknown) => {
  const { code, message } = (rootOf(error) ?? {}) as { code?: unknown; message?: unknown };
  return codes.test(String(code ?? '')) || messages.test(String(message ?? ''));
};

/** The connection broke, or there is none. */
export const isAway = (error: unknown): boolean => matches(away, error);

/** The connection does not have the prepared statement, because the request that was to prepare it failed. */
export const isNotPrepared = (error: unknown): boolean =>
  (rootOf(error) as { code?: unknown } | null)?.code === '26000';

/** Nothing was changed, and the client may try again. */
export const isBusy = (error: unknown): boolean =>
  !(error instanceof CommitLostError) &&
  (rootOf(error) instanceof WaitedTooLongError || isAway(error) || isExhausted(error));

/** The client may try again, but the operator should know, because it may not improve by itself. */
export const isExhausted = (error: unknown): boolean => !isAway(error) && matches(exhausted, error);
