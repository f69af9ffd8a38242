/** What an error of the database means: that one may try again, that nobody knows what became of a commit, or a fault. */

/** Something stayed in use for as long as a request may wait for it. */
export class WaitedTooLongError extends Error {}

/** The connection broke while a transaction was being committed: it was committed, or it was not. */
export class CommitLostError extends Error {
  constructor(cause: unknown) {
    super('The connection broke during the commit.', { cause });
  }
}

/** What an error comes from: the database's own inside those that were wrapped around it. */
export function rootOf(error: unknown): unknown {
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause ? rootOf(cause) : error;
}

/** The database is away or has no connection left. */
const away = [
  /^(ECONN|EPIPE|ETIMEDOUT|08|57P0|53300)/,
  /^(timeout exceeded|timeout expired|Connection term|Client (has encountered a connection error|was closed))/,
] as const;

/** A limit of the database or of the machine was reached: one statement's time, a lock's, the disk, memory, open files. */
const exhausted = [/^(57014|55P03|53|EMFILE|ENFILE|ENOSPC|ENOMEM)/, /^Query read timeout/] as const;

const matches = ([codes, messages]: readonly [RegExp, RegExp], error: unknown) => {
  const { code, message } = (rootOf(error) ?? {}) as { code?: unknown; message?: unknown };
  return codes.test(String(code ?? '')) || messages.test(String(message ?? ''));
};

/** Nothing was changed, and the client may try again. */
export const isBusy = (error: unknown): boolean =>
  !(error instanceof CommitLostError) &&
  (rootOf(error) instanceof WaitedTooLongError || matches(away, error) || isExhausted(error));

/** One may try again, but the operator should know: by itself it may not get better. */
export const isExhausted = (error: unknown): boolean => !matches(away, error) && matches(exhausted, error);
