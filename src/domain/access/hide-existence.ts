/** Answers NOT_FOUND to callers who may not read a row, so that they cannot learn that it exists. */
import { DomainError } from '../base/errors.ts';
import type { Permission } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Runs `work`. For viewers without the permission `read`, each DomainError that it throws is replaced by `missing`. */
export async function hidingExistence<T>(
  viewer: Viewer,
  read: Permission,
  missing: DomainError,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && !viewer.permissions.use(read)) throw missing;
    throw error;
  }
}
