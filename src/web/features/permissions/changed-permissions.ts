/** The permissions that a form sends: none if they did not change, because a change requires the password. */
import type { Permission } from '../../api/documents.ts';

export function changed(before: readonly Permission[], now: readonly Permission[]): Permission[] | undefined {
  const isSame = before.length === now.length && now.every((permission) => before.includes(permission));
  return isSame ? undefined : [...now];
}
