/** To callers who may not read something, what they may not act on answers like what does not exist. */
import { DomainError } from '../base/errors.ts';
import type { Permission } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** Runs what is refused because of a row that is there; to viewers without `read` every such refusal is `missing`. */
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
