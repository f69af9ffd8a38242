/** Values that are promises only where something is waited for. */

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';

/**
 * The value after all that is pending, or a promise of it. It waits for all, also if one fails, so that no part of a failed
 * query goes on. Throws the first error.
 */
export function after<T>(pending: readonly Promise<unknown>[], value: T): T | Promise<T> {
  const [first] = pending;
  if (!first) return value;
  return pending.length === 1 ? first.then(() => value) : allSettled(pending).then(() => value);
}

async function allSettled(pending: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(pending)) if (one.status === 'rejected') throw one.reason;
}

/** Throws the error, after all that is pending has settled. */
export function failed(pending: readonly Promise<unknown>[], error: unknown): Promise<never> {
  if (pending.length === 0) throw error;
  return Promise.allSettled(pending).then(() => Promise.reject(error));
}
